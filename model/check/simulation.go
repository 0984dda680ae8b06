package check

import "strings"

// Simulation is what the fact Denied is of: whether policies allow a principal some
// actions on a resource.
type Simulation struct {
	Principal, Resource string
	Actions             []string
}

// None of the three holds a space.
func (s Simulation) of() string {
	return s.Principal + " " + s.Resource + " " + strings.Join(s.Actions, ",")
}

// ReadSimulation returns the simulation that an Ask is of.
func ReadSimulation(of string) Simulation {
	parts := strings.SplitN(of, " ", 3)
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	return Simulation{parts[0], parts[1], strings.Split(parts[2], ",")}
}
