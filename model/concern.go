package model

// Concern is the phase of a resource as an operator has to care about it: an
// integration may be ACTIVE although something it rests on is gone.
func Concern(item Item) Phase {
	r := item.Common()
	if parts := r.Key.Kind.Facts().Parts; parts != nil && len(broken(r, parts(item))) > 0 {
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
