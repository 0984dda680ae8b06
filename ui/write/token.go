package write

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
)

// TokenSeed makes the client tokens of one form. A token belongs to one request:
// the same request sent again has the same one, so that it is not done twice, and
// one that has been edited has another, which the service would refuse otherwise.
type TokenSeed string

// NewTokenSeed returns the seed of a form that has just been opened.
func NewTokenSeed() TokenSeed { return TokenSeed(rand.Text()) }

// tokenBytes make a token of 26 characters, as random as the seed.
const tokenBytes = 16

// Of returns the token of a request, which has none itself.
func (s TokenSeed) Of(request any) string {
	encoded, err := json.Marshal(request)
	if err != nil {
		return string(s) // no request holds what cannot be encoded
	}
	sum := hmac.New(sha256.New, []byte(s))
	sum.Write(encoded)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum.Sum(nil)[:tokenBytes])
}
