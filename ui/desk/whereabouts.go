package desk

import (
	"cmp"
	"image/color"
	"strconv"
	"strings"

	"oscope/ui/text"
	"oscope/ui/theme"
)

// Account is what the configuration says of an account.
type Account struct {
	Name     string
	Colour   color.Color // by which it stands out; nil for none
	ReadOnly bool        // nothing may be changed in it
}

// AccountID is the number of the account; empty while it is not known.
func (at *Desk) AccountID() string { return cmp.Or(at.Snapshot.Caller.Account, at.ID.Account) }

// Account is what is configured of the scope's account.
func (at *Desk) Account() Account { return at.Accounts[at.AccountID()] }

// AccountName is what people call the account: as it is configured, else by its
// profile, else by its number. An account of an organisation shares its profile with
// all others.
func (at *Desk) AccountName() string {
	profile := cmp.Or(at.Snapshot.Caller.Profile, at.ID.Profile)
	if at.ID.Account != "" {
		profile = ""
	}
	return cmp.Or(at.Account().Name, profile, at.AccountID(), "default")
}

// AccountStyle is that of the account's name: its colour, if it has one.
func (at *Desk) AccountStyle() theme.Style { return at.Theme.Colour(at.Account().Colour) }

// Region is where the scope is; empty while it is not known.
func (at *Desk) Region() string { return cmp.Or(at.Snapshot.Caller.Region, at.ID.Region) }

// Name is what the scope is called where there are several.
func (at *Desk) Name() string { return text.Join(at.AccountName(), at.Region()) }

// Whereabouts says where the data on the screen comes from: an empty Region looks
// like a healthy one, and may be the wrong one.
func (at *Desk) Whereabouts() string {
	caller := at.Snapshot.Caller
	var parts []string
	for _, part := range [][2]string{{"", caller.Region}, {"account ", caller.Account}, {"profile ", caller.Profile}, {"endpoint ", caller.Endpoint}} {
		if part[1] != "" {
			parts = append(parts, part[0]+text.Clean(part[1]))
		}
	}
	return strings.Join(parts, ", ")
}

// Whereabouts says the same of all that is shown.
func (o *Office) Whereabouts() string {
	shown := o.Shown()
	if len(shown) == 1 {
		return shown[0].Whereabouts()
	}
	return strconv.Itoa(len(shown)) + " scopes"
}
