package emulator

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"oscope/model"
)

// Identifiers are hashes, so that they look like the service's and are the same
// in every run: of a name where a world leaves one out, of a counter where an
// operation makes a new one.

const (
	lowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789"
	upperAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	hexadecimal       = "0123456789abcdef"
	mixedAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + lowerAlphanumeric
)

// spell writes n characters of alphabet that depend on seed alone; n is at most
// the 32 bytes of a hash.
func spell(alphabet string, n int, seed ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(seed, "\x00")))
	text := make([]byte, n)
	for i := range text {
		text[i] = alphabet[int(sum[i])%len(alphabet)]
	}
	return string(text)
}

func uuid(seed ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(seed, "\x00")))
	sum[6] = sum[6]&0x0f | 0x40
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// The forms of identifiers (SERVICE.md §9.1). That of an attachment is chosen.
func applicationID(seed ...string) string { return spell(lowerAlphanumeric, 20, seed...) }
func collectionID(seed ...string) string  { return spell(lowerAlphanumeric, 20, seed...) }
func workspaceID(seed ...string) string   { return spell(mixedAlphanumeric, 6, seed...) }
func roleID(seed ...string) string        { return "AROA" + spell(upperAlphanumeric, 17, seed...) }
func attachmentID(seed ...string) string  { return "att-" + spell(hexadecimal, 17, seed...) }
func dictionaryID(seed ...string) string  { return "F" + spell("0123456789", 9, seed...) }

// packageID needs more characters than one hash gives.
func packageID(seed ...string) string {
	const half = 20
	return "pkg-" + spell(hexadecimal, half, seed...) + spell(hexadecimal, half, append(seed, "second half")...)
}

// issuer gives out new identifiers.
type issuer struct {
	count  int
	issued map[string]bool // also those that came with the world
}

func (i *issuer) know(id string) {
	if i.issued == nil {
		i.issued = make(map[string]bool)
	}
	i.issued[id] = true
}

// issue returns an identifier of the given form that there has not been yet.
func (i *issuer) issue(form func(seed ...string) string) string {
	for {
		i.count++
		id := form("new", strconv.Itoa(i.count))
		if !i.issued[id] {
			i.know(id)
			return id
		}
	}
}

// place is the account and Region that ARNs and endpoints speak of.
type place struct {
	account, region string
}

func (p place) partition() string {
	return cmp.Or(model.PartitionOf(p.region), "aws")
}

func (p place) arn(service, resource string) string {
	return fmt.Sprintf("arn:%s:%s:%s:%s:%s", p.partition(), service, p.region, p.account, resource)
}

func (p place) applicationARN(id string) string { return p.arn("opensearch", "application/"+id) }
func (p place) domainARN(name string) string    { return p.arn("es", "domain/"+name) }
func (p place) collectionARN(id string) string  { return p.arn("aoss", "collection/"+id) }

// roleARN has no Region: IAM is the same in all.
func (p place) roleARN(path, name string) string {
	return fmt.Sprintf("arn:%s:iam::%s:role%s%s", p.partition(), p.account, path, name)
}

func (p place) applicationEndpoint(name, id string) string {
	return fmt.Sprintf("https://application-%s-%s.%s.opensearch.amazonaws.com", name, id, p.region)
}

// caller is who signs every request.
func (p place) caller() string {
	return fmt.Sprintf("arn:%s:sts::%s:assumed-role/Operator/oscope", p.partition(), p.account)
}
