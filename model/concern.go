package model

// Concern is the phase of a resource as an operator has to care about it: an
// integration may be ACTIVE although something it rests on is gone, and a domain
// Modifying although its change does not go on.
func Concern(item Item) Phase {
	r := item.Common()
	facts := r.Key.Kind.Facts()
	if facts.Parts != nil && len(broken(r, facts.Parts(item))) > 0 || facts.Troubled != nil && facts.Troubled(item) {
		return Failed
	}
	return r.Phase()
}

// broken returns the parts of a resource that were removed or are in error. While it
// is on its way none counts as broken: they are being made.
func broken(r Resource, parts []IntegrationPart) []IntegrationPart {
	if r.Phase() == InFlight {
		return nil
	}
	var found []IntegrationPart
	for _, p := range parts {
		if p.Phase() == Failed {
			found = append(found, p)
		}
	}
	return found
}
