package emulator

import (
	"fmt"
	"slices"
)

// kind is one list of a World, and the way of its entries into the state and back.
type kind struct {
	complete func(*World, *references)
	load     func(*state, *World)
	show     func(*state, *World)
}

// kinds are all of them. Each comes after those that its entries name, which are then
// there when its own are completed and loaded. To add one, declare its list in World,
// its table in state (in owner, if it has no Region), and both here.
var kinds = []kind{
	list("domains", func(w *World) *[]Domain { return &w.Domains },
		(*Domain).complete, (*state).loadDomain, func(s *state) []Domain { return values(&s.domains) }),
	list("buckets", func(w *World) *[]Bucket { return &w.Buckets },
		(*Bucket).complete, (*state).loadBucket, func(s *state) []Bucket { return values(&s.buckets) }).ofAccount(),
	list("keys", func(w *World) *[]Key { return &w.Keys },
		(*Key).complete, (*state).loadKey, func(s *state) []Key { return values(&s.keys) }),
	list("packages", func(w *World) *[]Package { return &w.Packages },
		(*Package).complete, (*state).loadPackage, func(s *state) []Package { return values(&s.packages) }),
	list("associations", func(w *World) *[]Association { return &w.Associations },
		(*Association).complete, (*state).loadAssociation, func(s *state) []Association { return values(&s.associations) }).
		then((*state).planDomains),
	list("collections", func(w *World) *[]Collection { return &w.Collections },
		(*Collection).complete, (*state).loadCollection, func(s *state) []Collection { return values(&s.collections) }),
	list("directQueryDataSources", func(w *World) *[]DirectQuerySource { return &w.DirectQuerySources },
		(*DirectQuerySource).complete, (*state).loadDirectQuerySource, func(s *state) []DirectQuerySource { return values(&s.directQueries) }),
	list("applications", func(w *World) *[]Application { return &w.Applications },
		(*Application).complete, (*state).loadApplication, (*state).shownApplications),
	list("workspaces", func(w *World) *[]Workspace { return &w.Workspaces },
		(*Workspace).complete, (*state).loadWorkspace, func(s *state) []Workspace { return values(&s.workspaces) }),
	list("attachments", func(w *World) *[]Attachment { return &w.Attachments },
		(*Attachment).complete, (*state).loadAttachment, (*state).shownAttachments).
		then((*state).attachPending),
	list("integrations", func(w *World) *[]Integration { return &w.Integrations },
		(*Integration).complete, (*state).loadIntegration, func(s *state) []Integration { return values(&s.integrations) }),
	list("roles", func(w *World) *[]Role { return &w.Roles },
		(*Role).complete, (*state).loadRole, func(s *state) []Role { return values(&s.roles) }).ofAccount(),
	list("vpcAccess", func(w *World) *[]Principal { return &w.VPCAccess },
		(*Principal).complete, (*state).loadPrincipal, func(s *state) []Principal { return values(&s.principals) }),
	list("policies", func(w *World) *[]Policy { return &w.Policies },
		(*Policy).complete, (*state).loadPolicy, func(s *state) []Policy { return values(&s.policies) }),
	list("scheduledActions", func(w *World) *[]ScheduledAction { return &w.ScheduledActions },
		(*ScheduledAction).complete, (*state).loadScheduledAction, func(s *state) []ScheduledAction { return values(&s.scheduled) }),
	list("domainDataSources", func(w *World) *[]DomainDataSource { return &w.DomainDataSources },
		(*DomainDataSource).complete, (*state).loadDomainDataSource, func(s *state) []DomainDataSource { return values(&s.domainSources) }),
	list("regions", func(w *World) *[]OptIn { return &w.Regions },
		(*OptIn).complete, (*state).loadOptIn, (*state).shownOptIns).ofAccount(),
}

// list is a kind whose list has that name: complete fills in an entry, load takes it
// into the state, and show returns all that there are.
func list[T any](
	name string, of func(*World) *[]T, complete func(*T, *references) error, load func(*state, T), show func(*state) []T,
) kind {
	return kind{
		complete: func(w *World, r *references) { each(r, name, of(w), complete) },
		load: func(s *state, w *World) {
			for _, entry := range *of(w) {
				load(s, entry)
			}
		},
		show: func(s *state, w *World) { *of(w) = show(s) },
	}
}

// then is the kind with something to do when all of its entries are loaded.
func (k kind) then(do func(*state)) kind {
	load := k.load
	k.load = func(s *state, w *World) {
		load(s, w)
		do(s)
	}
	return k
}

// ofAccount is the kind as one whose table all Regions of an account share. It is shown
// in the first of them.
func (k kind) ofAccount() kind {
	show := k.show
	k.show = func(s *state, w *World) {
		if slices.Index(s.regions, s.region) == 0 {
			show(s, w)
		}
	}
	return k
}

// each completes a copy of a list, up to the first value that is wrong.
func each[T any](r *references, name string, values *[]T, complete func(*T, *references) error) {
	*values = slices.Clone(*values)
	for i := range *values {
		if r.err != nil {
			return
		}
		if err := complete(&(*values)[i], r); err != nil {
			r.err = fmt.Errorf("%s[%d].%w", name, i, err)
		}
	}
}
