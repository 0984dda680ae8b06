package emulator

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"oscope/model"
)

// Fleet describes a world of many accounts and Regions. Its World is the same whenever
// it is made.
type Fleet struct {
	Accounts, Regions int
	// Empty is how many percent of the scopes hold nothing, to the nearest scope.
	// Whatever remains, the first is among those that hold something.
	Empty int
	// Each is how many resources each of the others holds.
	Each int
}

// Bounds of a fleet: a scope takes about 2 kB of memory, a resource about 1 kB.
const (
	maxAccounts  = 10_000
	maxScopes    = 100_000
	maxResources = 1_000_000
)

// fleetRegions are those of the aws partition, beginning with some of different
// continents that every account has; those that an account must ask for come last.
var fleetRegions = func() []string {
	all := strings.Fields("us-east-1 eu-central-1 us-west-2 ap-southeast-1 eu-west-1 us-east-2 ap-northeast-1 eu-north-1 sa-east-1 ap-south-1")
	for _, optIn := range []bool{false, true} {
		for _, name := range model.Regions("aws") {
			if model.OptIn(name) == optIn && !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}()

// ParseFleet reads "100x10", and "100x10:empty=50:each=40" with any of the choices.
func ParseFleet(text string) (Fleet, error) {
	f := Fleet{Empty: 95, Each: 16}
	size, choices, chosen := strings.Cut(text, ":")
	accounts, regions, _ := strings.Cut(size, "x")
	var err, other error
	f.Accounts, err = strconv.Atoi(accounts)
	f.Regions, other = strconv.Atoi(regions)
	if err != nil || other != nil {
		return f, fmt.Errorf("%q is no number of accounts and Regions such as 100x10", size)
	}
	for chosen {
		var choice string
		choice, choices, chosen = strings.Cut(choices, ":")
		name, value, _ := strings.Cut(choice, "=")
		var number int
		number, err = strconv.Atoi(value)
		switch name {
		case "empty":
			f.Empty = number
		case "each":
			f.Each = number
		default:
			return f, fmt.Errorf("%q is neither empty=PERCENT nor each=RESOURCES", choice)
		}
		if err != nil {
			return f, fmt.Errorf("%s: %q is no whole number", name, value)
		}
	}
	return f, f.check()
}

func (f Fleet) check() error {
	switch {
	case f.Accounts < 1 || f.Accounts > maxAccounts:
		return fmt.Errorf("there must be 1 to %d accounts", maxAccounts)
	case f.Regions < 1 || f.Regions > len(fleetRegions):
		return fmt.Errorf("there must be 1 to %d Regions", len(fleetRegions))
	case f.Accounts*f.Regions > maxScopes:
		return fmt.Errorf("there is no room for more than %d accounts times Regions", maxScopes)
	case f.Empty < 0 || f.Empty > 100:
		return errors.New("empty: must be 0 to 100 percent")
	case f.Each < 1 || f.Each > maxResources || f.holding()*f.Each > maxResources:
		return fmt.Errorf("each: must be 1 or more, and no more than %d resources in all", maxResources)
	}
	return nil
}

// holding is how many scopes are not empty.
func (f Fleet) holding() int {
	const nearest = 50
	held := (f.Accounts*f.Regions*(100-f.Empty) + nearest) / 100
	if f.Empty < 100 {
		held = max(held, 1)
	}
	return held
}

// World makes the fleet. It panics if ParseFleet would refuse it.
func (f Fleet) World() World {
	if err := f.check(); err != nil {
		panic("emulator: " + err.Error())
	}
	scopes := make([]World, f.Accounts*f.Regions)
	for i := range scopes {
		scopes[i] = World{Account: fleetAccount(i / f.Regions), Region: fleetRegions[i%f.Regions]}
		if i%f.Regions == 0 { // the account's, and nothing of the Region's
			scopes[i].Roles = []Role{{RoleName: fleetRole, Description: "People on call", CreateDate: daysAgo(400)}}
		}
	}
	random := seeded(f.Accounts, f.Regions)
	order := append([]int{0}, random.Perm(len(scopes))...)
	filled := make(map[int]bool, f.holding())
	for _, i := range order {
		if len(filled) < f.holding() && !filled[i] {
			filled[i] = true
			stock{World: &scopes[i], random: seeded(i, 1)}.fill(i, f.Each)
		}
	}
	w := scopes[0]
	w.Scopes = scopes[1:]
	f.enrol(&w)
	return w
}

// seeded is what looks like chance and is the same for the same seeds.
func seeded(one, other int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(one), uint64(other))) //nolint:gosec // it keeps no secret
}

// fleetAccount is the number of an account: 100000000001 and so on.
func fleetAccount(i int) string { return strconv.Itoa(100_000_000_001 + i) }

func daysAgo(n int) Timestamp { return Timestamp{ago: -time.Duration(n) * 24 * time.Hour} }
