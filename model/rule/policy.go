package rule

import (
	"slices"
	"strings"
)

// Target is what an IAM policy can narrow a permission to: the end of an ARN, in which
// REGION and ACCOUNT stand for those and ROLE for the name of a role. The zero value is
// everything. Where the service does not say that it narrows, nothing is assumed.
type Target string

// The targets (service authorization reference).
const (
	OnDomains      Target = "es:REGION:ACCOUNT:domain/*"
	OnApplications Target = "opensearch:REGION:ACCOUNT:application/*"
	OnBuckets      Target = "s3:::*"
	OnRole         Target = "iam::*:role/ROLE"
	onRoles        Target = "iam::ACCOUNT:role/*"
)

// Permission is an IAM action on what it can be narrowed to.
type Permission struct {
	Action string
	On     Target
}

// passRole lets a service have a role that the request names.
var passRole = Permission{"iam:PassRole", onRoles}

// Views are what a policy can be for, as they are called on the screen.
var Views = []string{"Overview", "Applications", "Attachments", "Packages", "Associations", "Integrations", "Data sources", "Scopes", "Checks"}

// NeededBy reports whether a view needs the operation. The Overview needs what the other
// views list.
func (o *Operation) NeededBy(view string) bool {
	if view == "Overview" {
		list, _, _ := strings.Cut(o.Where, ";")
		return o.Effect == Reads && o.Where != "" && !o.Optional && !o.inForms() && !strings.ContainsAny(list, "`(")
	}
	return strings.Contains(strings.ToLower(o.Where), strings.ToLower(view))
}

// inForms reports whether it is needed only to fill in forms: no view is named as what
// needs it. What checks need is for details as well.
func (o *Operation) inForms() bool {
	return !o.Optional && !slices.ContainsFunc(Views, func(view string) bool { return strings.Contains(o.Where, view) })
}

// Wanted is what a policy is to allow.
type Wanted struct {
	Views    []string // empty for all
	ReadOnly bool
	// Partition, Regions and Account narrow it; empty for any.
	Partition string
	Regions   []string
	Account   string
	// Role is that which is assumed in the accounts of an organisation, by its name;
	// without it none is.
	Role string
}

// Statement allows actions on resources.
type Statement struct {
	Sid      string
	Effect   string
	Action   []string
	Resource []string
}

// Policy returns the statements that allow what is wanted, made of the tables of
// operations. What the program does without is allowed by statements of its own.
func Policy(w Wanted) []Statement {
	var all []Statement
	allow := func(action string, on Target, reads, optional bool) {
		sid := "Change"
		if reads {
			sid = "Read"
		}
		sid += names[on]
		if own, ok := ownStatement[on]; ok {
			sid = own
		}
		if optional {
			sid = "Optional" + sid
		}
		i := slices.IndexFunc(all, func(s Statement) bool { return s.Sid == sid })
		if i < 0 {
			i = len(all)
			all = append(all, Statement{Sid: sid, Effect: "Allow", Resource: w.resources(on)})
		}
		if !slices.Contains(all[i].Action, action) {
			all[i].Action = append(all[i].Action, action)
		}
	}
	for _, o := range slices.Concat(Operations, Around) {
		switch {
		case o == &AssumeRole:
			if w.Role != "" {
				allow(o.Permission(), o.On, false, false)
			}
		case o == &GetCallerIdentity: // needs no permission
		case !w.wants(o):
		default:
			allow(o.Permission(), o.On, o.Effect == Reads, o.Optional)
			for _, p := range o.With {
				allow(p.Action, p.On, false, false)
			}
		}
	}
	for i := range all {
		slices.Sort(all[i].Action)
	}
	return all
}

// names are how the targets are called in the ids of statements, which have only letters.
var names = map[Target]string{"": "Anything", OnDomains: "Domains", OnApplications: "Applications", OnBuckets: "Buckets"}

func (w Wanted) wants(o *Operation) bool {
	if o.Where == "" || w.ReadOnly && (o.Effect != Reads || o.inForms()) {
		return false
	}
	return len(w.Views) == 0 || slices.ContainsFunc(w.Views, o.NeededBy)
}

func (w Wanted) resources(on Target) []string {
	if on == "" {
		return []string{"*"}
	}
	either := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	regions := w.Regions
	if len(regions) == 0 || !strings.Contains(string(on), "REGION") {
		regions = []string{"*"}
	}
	var all []string
	for _, region := range regions {
		all = append(all, "arn:"+either(w.Partition, "aws")+":"+strings.NewReplacer("REGION", region, "ACCOUNT", either(w.Account, "*"), "ROLE", w.Role).Replace(string(on)))
	}
	return all
}

// ownStatement names the statements of targets that are for one thing alone.
var ownStatement = map[Target]string{OnRole: "EnterAccounts", onRoles: "PassRoles"}
