package history

// Place is what a history is about. Credentials do not matter: two profiles of an account
// see the same resources.
type Place struct {
	Account, Region string
	// Endpoint is where calls go instead of to AWS; empty usually.
	Endpoint string
}
