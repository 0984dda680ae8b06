package history

import "oscope/model"

// Place is what a history is about. Credentials do not matter: two profiles of an account
// see the same resources.
type Place struct {
	Account, Region string
	// Endpoint is where calls go instead of to AWS; empty usually.
	Endpoint string
}

// PlaceOf returns the place that a caller is in.
func PlaceOf(c model.Caller) Place {
	return Place{Account: c.Account, Region: c.Region, Endpoint: c.Endpoint}
}
