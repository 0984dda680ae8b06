package awsclient

import (
	"slices"
	"strings"
)

// regions are those of all partitions (partitions.json of the SDKs, May 2026).
// There will be others: the table is for advice, never to refuse one.
var regions = strings.Fields(`
	us-east-1 us-east-2 us-west-1 us-west-2
	eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
	ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
	ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
	ca-central-1 ca-west-1 sa-east-1 mx-central-1 me-central-1 me-south-1 il-central-1 af-south-1
	cn-north-1 cn-northwest-1
	us-gov-east-1 us-gov-west-1
	eusc-de-east-1
	us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 us-isof-east-1 us-isof-south-1 eu-isoe-west-1`)

// regionForm is how all Regions are named; a new one will be, too.
var regionForm = pattern(`^(us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|eusc-[a-z]{2}|us-iso[a-z]?|eu-iso[a-z]?)-(central|(north|south)?(east|west)?)-[1-9]\d?$`)

// plausibleRegion reports whether a Region may well exist.
func plausibleRegion(region string) bool {
	return slices.Contains(regions, region) || regionForm().MatchString(region) && !strings.Contains(region, "--")
}

// noRegion says that a Region does not exist, and which was meant.
func noRegion(region string) string {
	says := region + " is no Region of AWS"
	if near := nearest(strings.ToLower(region), regions, 2); len(near) > 0 {
		says += "; " + strings.Join(near[:min(len(near), 3)], " or ") + "?"
	}
	return says
}

// nearest returns the names that differ least from one, if by at most so much.
func nearest(name string, from []string, most int) []string {
	var found []string
	for _, candidate := range from {
		switch d := distance(name, candidate); {
		case d > most:
		case d < most:
			found, most = []string{candidate}, d
		default:
			found = append(found, candidate)
		}
	}
	return found
}

// distance is the number of letters to leave out, add, change or swap with their
// neighbour to make b of a.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := range len(a) {
		for j := range len(b) {
			changed := d[i][j]
			if a[i] != b[j] {
				changed++
			}
			d[i+1][j+1] = min(changed, d[i][j+1]+1, d[i+1][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d[i+1][j+1] = min(d[i+1][j+1], d[i-1][j-1]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
