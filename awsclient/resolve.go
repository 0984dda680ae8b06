package awsclient

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"oscope/model"
)

// Resolution finds out which scopes a Selection means, step by step, where AWS has to
// be asked for that. It is used by one goroutine at a time.
type Resolution struct {
	fleet     *Fleet
	selection Selection
	whose     []model.Scope // whose Regions are meant, instead of a selection
	in        Surroundings
	begun     bool
	pending   []question
	asked     int // questions that wait for their answers
	answers   chan answer
}

// Found is what a step has found out.
type Found struct {
	Scopes []model.Scope
	// Meanwhile are scopes that are most likely meant, of the profiles for which AWS is
	// still asked: there is something to look at while the others are found. Those that
	// no step finds are not meant.
	Meanwhile []model.Scope
	// Names are those of accounts of an organisation.
	Names map[string]string
	// Notes are what the operator should hear of.
	Notes []string
	// Failures are what AWS has refused to tell, with what was asked for: an account, or
	// a profile. What is known without that is among the scopes.
	Failures []ResolveFailure
	// More is set if further steps follow.
	More bool
}

// ResolveFailure is a failure to find out which scopes there are.
type ResolveFailure struct {
	Scope model.Scope // the Region is AllRegions, or that of the organisation's profile
	Err   *model.CallError
}

// question is something to ask AWS; it returns what further questions follow.
type question func(context.Context) (Found, []question)

// answer is what a question has found out.
type answer struct {
	found   Found
	further []question
}

// questionsMost are asked at once.
const questionsMost = 8

// Resolve returns a resolution that has not begun: nothing is read or asked before its
// first step.
func (f *Fleet) Resolve(s Selection) *Resolution { return &Resolution{fleet: f, selection: s} }

// ResolveRegions returns a resolution of the Regions that accounts have enabled: those
// of scopes, whatever Regions these are in.
func (f *Fleet) ResolveRegions(whose []model.Scope) *Resolution {
	return &Resolution{fleet: f, whose: whose}
}

// Next takes the next step. It must not be called again after one without More. An
// error is about the selection itself, in the first step; what AWS refuses is among
// what was found. Several questions are under way at once, and what answers is not kept
// waiting by what does not: they end with the context.
func (r *Resolution) Next(ctx context.Context) (Found, error) {
	if !r.begun {
		r.begun, r.answers = true, make(chan answer, questionsMost)
		return r.begin()
	}
	for ; r.asked < questionsMost && len(r.pending) > 0; r.asked++ {
		ask := r.pending[0]
		r.pending = r.pending[1:]
		go func() {
			found, further := ask(ctx)
			r.answers <- answer{found, further}
		}()
	}
	all := r.take(<-r.answers)
	for len(r.answers) > 0 { // what has come meanwhile
		all.add(r.take(<-r.answers))
	}
	all.More = r.asked+len(r.pending) > 0
	return all, nil
}

// take notes what an answer leads to.
func (r *Resolution) take(a answer) Found {
	r.asked--
	r.pending = append(r.pending, a.further...)
	return a.found
}

func (f *Found) add(other Found) {
	f.Scopes = append(f.Scopes, other.Scopes...)
	f.Failures = append(f.Failures, other.Failures...)
	for _, note := range other.Notes {
		if !slices.Contains(f.Notes, note) {
			f.Notes = append(f.Notes, note)
		}
	}
	for account, name := range other.Names {
		if f.Names == nil {
			f.Names = map[string]string{}
		}
		f.Names[account] = name
	}
}

// begin finds what the shared files tell.
func (r *Resolution) begin() (Found, error) {
	r.in = r.fleet.Surround()
	if r.whose != nil {
		for _, scope := range r.whose {
			scope.Region = AllRegions
			r.pending = append(r.pending, r.enabledIn(scope))
		}
		return Found{More: len(r.pending) > 0}, nil
	}
	meant, err := r.selection.Resolve(r.in)
	if err != nil {
		return Found{}, err
	}
	found := Found{Notes: meant.Notes}
	regions := map[string][]string{} // of the profiles of organisations
	for _, scope := range meant.Scopes {
		switch {
		case r.selection.Organization != "":
			if regions[scope.Profile] == nil {
				r.pending = append(r.pending, func(ctx context.Context) (Found, []question) {
					return r.organization(ctx, scope.Profile, regions[scope.Profile])
				})
				found.Meanwhile = append(found.Meanwhile, r.home(scope))
			}
			regions[scope.Profile] = append(regions[scope.Profile], scope.Region)
		case scope.Region == AllRegions:
			r.pending = append(r.pending, r.enabledIn(scope))
			found.Meanwhile = append(found.Meanwhile, r.home(scope))
		default:
			found.Scopes = append(found.Scopes, scope)
		}
	}
	found.More = len(r.pending) > 0
	return found, nil
}

// profile is what the shared files tell of one.
func (r *Resolution) profile(name string) Profile {
	name = cmp.Or(name, r.in.Profile, "default")
	i := slices.IndexFunc(r.in.Profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}
	}
	return r.in.Profiles[i]
}

// asker is the client that asks on behalf of a scope whose Region is not known. It
// shares the credentials of the scopes to come, and is none of them.
func (r *Resolution) asker(scope model.Scope) *Client {
	scope.Region = AllRegions
	r.fleet.mu.Lock()
	defer r.fleet.mu.Unlock()
	return r.fleet.newClient(r.home(scope))
}

// home is a scope in the Region of its profile, if it is not in one.
func (r *Resolution) home(scope model.Scope) model.Scope {
	if scope.Region == AllRegions {
		scope.Region = cmp.Or(r.in.Region, r.profile(scope.Profile).Region, homes["aws"].region)
	}
	return scope
}

// enabledIn asks for the Regions of an account.
func (r *Resolution) enabledIn(scope model.Scope) question {
	return func(ctx context.Context) (Found, []question) {
		account := scope.Account
		if account == "" && scope.Profile != "" {
			account = r.profile(scope.Profile).Account
		}
		known, err := r.fleet.enabledRegions(ctx, r.asker(scope), account)
		var found Found
		if err != nil {
			found.Failures = []ResolveFailure{{scope, model.AsCallError(err)}}
			what := whose(scope)
			if len(known.Regions) > 0 {
				found.Notes = []string{fmt.Sprintf("the Regions of %s are those of %s", what, known.At.Local().Format("2006-01-02"))}
			} else {
				known.Regions = r.named(scope.Profile)
				found.Notes = []string{fmt.Sprintf("the Regions of %s could not be listed; taken are those that the shared files name: %s", what, strings.Join(known.Regions, ", "))}
			}
		}
		for _, region := range known.Regions {
			scope.Region = region
			found.Scopes = append(found.Scopes, scope)
		}
		return found, nil
	}
}

// named are the Regions that the shared files and the environment name, of the
// partition of a profile.
func (r *Resolution) named(profile string) []string {
	regions := []string{r.in.Region}
	for _, p := range r.in.Profiles {
		regions = append(regions, p.Region)
	}
	slices.Sort(regions)
	own := r.profile(profile).Region
	return slices.DeleteFunc(slices.Compact(regions), func(region string) bool {
		return region == "" || own != "" && model.PartitionOf(region) != model.PartitionOf(own)
	})
}

// listedAccount is an account of an organisation as AWS lists it.
type listedAccount struct {
	ID    string `json:"Id"`
	ARN   string `json:"Arn"`
	Name  string
	State string
	// Status is what the state was called until 2026.
	Status string
}

func (a listedAccount) active() bool {
	return a.State == "ACTIVE" || a.State == "" && a.Status == "ACTIVE"
}

// organization asks for the first accounts of the organisation of a profile.
func (r *Resolution) organization(ctx context.Context, profile string, regions []string) (Found, []question) {
	scope := model.Scope{Profile: profile, Region: regions[0]}
	asker := r.asker(scope)
	caller, err := asker.Caller(ctx)
	if err != nil {
		return Found{Failures: []ResolveFailure{{scope, model.AsCallError(err)}}}, nil
	}
	var turned turns[string]
	var ask question
	ask = func(ctx context.Context) (Found, []question) {
		listed, next, err := listMembers(ctx, asker, turned.token)
		more := false
		if err == nil {
			for _, account := range listed {
				turned.see(account.ID)
			}
			more, err = turned.turn(operation{Operation: listAccounts.Operation}, next)
		}
		if err != nil {
			return Found{Failures: []ResolveFailure{{scope, model.AsCallError(err)}}}, nil
		}
		found, further := r.members(profile, caller.Account, regions, listed)
		if more {
			further = append(further, ask)
		}
		return found, further
	}
	return ask(ctx)
}

func listMembers(ctx context.Context, c *Client, token *string) ([]listedAccount, *string, error) {
	type listed struct {
		Accounts  []listedAccount
		NextToken *string
	}
	type request struct {
		MaxResults int
		NextToken  *string `json:",omitempty"`
	}
	out, err := plain[listed](ctx, c, listAccounts, request{20, token})
	return out.Accounts, out.NextToken, err
}

// members are the scopes of accounts of an organisation. Whoever asks needs no role in
// the own account.
func (r *Resolution) members(profile, own string, regions []string, listed []listedAccount) (found Found, further []question) {
	found.Names = map[string]string{}
	for _, account := range listed {
		if !account.active() {
			continue
		}
		found.Names[account.ID] = account.Name
		scope := model.Scope{Profile: profile}
		if account.ID != own {
			scope.Account = account.ID
			r.fleet.assume(scope, account.role(r.selection.Organization))
		}
		for _, region := range regions {
			scope.Region = region
			if region == AllRegions {
				further = append(further, r.enabledIn(scope))
			} else {
				found.Scopes = append(found.Scopes, scope)
			}
		}
	}
	return found, further
}

// role is the ARN of a role of the account, in its partition.
func (a listedAccount) role(name string) string {
	arn, _ := model.ParseARN(a.ARN)
	return "arn:" + cmp.Or(arn.Partition, "aws") + ":iam::" + a.ID + ":role/" + name
}

// assume notes the role to assume in an account of an organisation.
func (f *Fleet) assume(who model.Scope, role string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.roles[withoutRegion(who)] = role
}

// whose is the account of a scope in words.
func whose(scope model.Scope) string {
	switch {
	case scope.Account != "":
		return "account " + scope.Account
	case scope.Profile != "":
		return "profile " + scope.Profile
	}
	return "the account"
}
