package awsclient

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"oscope/model"
)

// AllRegions stands in a Selection and in its scopes for the Regions that an account has
// enabled, which it takes a call to know.
const AllRegions = "all"

// selectionError says in whole sentences what is wrong with a Selection.
type selectionError string

func (e selectionError) Error() string { return string(e) }

// Selection says which scopes are meant: each of the profiles in each of the Regions.
// Both lists hold names and patterns, as path.Match has them, for which a slash is
// a letter.
type Selection struct {
	Profiles []string // none: the credentials that every AWS tool finds by itself
	Regions  []string // none: the Region of each profile
	// Organization is the role to assume in each account of the organisation of the
	// profiles; empty to stay in their own.
	Organization string
}

// Surroundings are what a Selection is resolved against.
type Surroundings struct {
	Profiles []Profile
	// Profile and Region are those of the environment; its Region goes before those of
	// the profiles, as it does for every AWS tool.
	Profile, Region string
	// Elsewhere is set if the environment names other endpoints than those of AWS, with
	// Regions of their own.
	Elsewhere bool

	configFile, keysFile string
}

// Scopes are what a Selection comes to.
type Scopes struct {
	// Scopes are sorted, each there once. Where their Region is AllRegions, and where a
	// Selection names an Organization, there are more of them, which a call tells.
	Scopes []model.Scope
	// Notes are what the operator should hear of: what may not be meant, and what was
	// left out.
	Notes []string
}

// Surround reads the shared files and the environment.
func Surround() Surroundings {
	configFile, keysFile := sharedFiles()
	return Surroundings{
		Profiles:  readProfiles(configFile, keysFile),
		Profile:   cmp.Or(os.Getenv("AWS_PROFILE"), os.Getenv("AWS_DEFAULT_PROFILE")),
		Region:    cmp.Or(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION")),
		Elsewhere: slices.ContainsFunc(os.Environ(), func(set string) bool { return strings.HasPrefix(set, "AWS_ENDPOINT_URL") }),

		configFile: configFile, keysFile: keysFile,
	}
}

// Single returns the scope of a selection that is one whatever the shared files hold, so
// that they need not be read to know it. That its profile is missing is told by its first
// call.
func (s Selection) Single() (scope model.Scope, ok bool) {
	single := func(names []string) (string, bool) {
		if len(names) == 0 {
			return "", true
		}
		return names[0], len(names) == 1 && !isPattern(names[0])
	}
	profile, one := single(s.Profiles)
	region, oneToo := single(s.Regions)
	return model.Scope{Profile: profile, Region: region}, one && oneToo && s.Organization == "" && (region == "" || model.KnownRegion(region))
}

// Resolve returns the scopes that are meant.
func (s Selection) Resolve(in Surroundings) (Scopes, error) {
	profiles, err := s.profiles(in)
	if err != nil {
		return Scopes{}, err
	}
	var found Scopes
	var without []string // a Region
	for _, p := range profiles {
		regions, err := s.regions(p, in)
		if err != nil {
			return Scopes{}, err
		}
		switch {
		case len(regions) == 0 && (p.Name == "" || slices.Contains(s.Profiles, p.Name)):
			return Scopes{}, fmt.Errorf("%s has no Region; name one with --region", cmp.Or(p.Name, "the configuration"))
		case len(regions) == 0:
			without = append(without, p.Name)
		}
		for _, region := range regions {
			found.Scopes = append(found.Scopes, model.Scope{Profile: p.Name, Region: region})
			if s.isNew(region, p, in) {
				found.note(model.NewRegion(region))
			}
		}
	}
	if len(without) > 0 {
		found.Notes = append(found.Notes, "left out for want of a Region, which --region can name: "+strings.Join(without, ", "))
	}
	if len(found.Scopes) == 0 {
		return Scopes{}, selectionError("None of the profiles has a Region; name one with --region")
	}
	slices.SortFunc(found.Scopes, compareScopes)
	found.Scopes = slices.Compact(found.Scopes)
	return found, nil
}

// note says something once.
func (s *Scopes) note(text string) {
	if !slices.Contains(s.Notes, text) {
		s.Notes = append(s.Notes, text)
	}
}

func compareScopes(a, b model.Scope) int {
	return cmp.Or(cmp.Compare(a.Profile, b.Profile), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region))
}

// profiles returns those that are meant. One that is none is that of the environment, by
// no name.
func (s Selection) profiles(in Surroundings) ([]Profile, error) {
	if len(s.Profiles) == 0 {
		name := cmp.Or(in.Profile, "default")
		i := slices.IndexFunc(in.Profiles, func(p Profile) bool { return p.Name == name })
		if i < 0 {
			return []Profile{{}}, nil
		}
		unnamed := in.Profiles[i]
		unnamed.Name = ""
		return []Profile{unnamed}, nil
	}
	var found []Profile
	for _, name := range s.Profiles {
		meant, err := matching(name, in.Profiles, func(p Profile) string { return p.Name })
		switch {
		case err != nil:
			return nil, fmt.Errorf("the profile %s: %w", name, err)
		case len(meant) == 0 && isPattern(name):
			return nil, selectionError("No profile matches " + name + ". " + knownProfiles(name, in.Profiles, in.configFile, in.keysFile))
		case len(meant) == 0:
			return nil, selectionError(in.NoProfile(name))
		}
		found = append(found, meant...)
	}
	return found, nil
}

// regions returns those that are meant of a profile: patterns are over the partition
// that its own Region is in.
func (s Selection) regions(p Profile, in Surroundings) ([]string, error) {
	own := cmp.Or(in.Region, p.Region)
	switch {
	case slices.Contains(s.Regions, AllRegions):
		return []string{AllRegions}, nil
	case len(s.Regions) == 0 && own == "":
		return nil, nil
	case len(s.Regions) == 0:
		return []string{own}, nil
	}
	known := model.Regions(cmp.Or(model.PartitionOf(own), "aws"))
	var found []string
	for _, name := range s.Regions {
		if !isPattern(name) {
			if !model.PlausibleRegion(name) && !p.Elsewhere && !in.Elsewhere {
				return nil, selectionError(model.NoRegion(name))
			}
			found = append(found, name)
			continue
		}
		meant, err := matching(name, known, func(region string) string { return region })
		if err != nil {
			return nil, fmt.Errorf("the Region %s: %w", name, err)
		}
		if len(meant) == 0 {
			return nil, selectionError("No Region matches " + name)
		}
		found = append(found, meant...)
	}
	return found, nil
}

// isNew reports whether a Region was named that AWS may have, but oscope does not know.
func (s Selection) isNew(region string, p Profile, in Surroundings) bool {
	return slices.Contains(s.Regions, region) && region != AllRegions && !model.KnownRegion(region) && !p.Elsewhere && !in.Elsewhere
}

func isPattern(name string) bool { return strings.ContainsAny(name, `*?[\`) }

// noSlash stands for a slash, which is a letter like others in the name of a profile.
const noSlash = "\x00"

// matching returns what is called so, or else what a pattern matches.
func matching[T any](name string, all []T, nameOf func(T) string) ([]T, error) {
	if i := slices.IndexFunc(all, func(one T) bool { return nameOf(one) == name }); i >= 0 {
		return all[i : i+1], nil
	}
	var found []T
	for _, one := range all {
		matches, err := path.Match(strings.ReplaceAll(name, "/", noSlash), strings.ReplaceAll(nameOf(one), "/", noSlash))
		if err != nil {
			return nil, err
		}
		if matches {
			found = append(found, one)
		}
	}
	return found, nil
}
