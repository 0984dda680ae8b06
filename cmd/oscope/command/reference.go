package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/request"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// reference is a member that names a resource, for which one may say what it is called.
type reference struct {
	kinds []model.Kind
	what  string // the request has of it
	of    func(model.Item) string
}

func idOf(item model.Item) string  { return item.Common().Key.ID }
func arnOf(item model.Item) string { return item.Common().ARN }

// references are the members that name resources.
var references = map[string]*reference{
	"id":                        {[]model.Kind{model.KindApplication}, "id", idOf},
	"applicationArn":            {[]model.Kind{model.KindApplication}, "ARN", arnOf},
	"dataSourceArn":             {[]model.Kind{model.KindDomain, model.KindCollection}, "ARN", arnOf},
	"PackageID":                 {[]model.Kind{model.KindPackage}, "id", idOf},
	"PrerequisitePackageIDList": {[]model.Kind{model.KindPackage}, "id", idOf},
	"DomainName":                {[]model.Kind{model.KindDomain}, "name", nil},
}

func referenceOf(path []string) *reference { return references[path[len(path)-1]] }

// says is what a flag takes.
func (r *reference) says() string {
	if r.of == nil {
		return "name of the " + r.kindNames()
	}
	return "name or " + r.what + " of the " + r.kindNames()
}

func (r *reference) kindNames() string {
	var names []string
	for _, k := range r.kinds {
		names = append(names, kind.OfModel(k).Name)
	}
	return strings.Join(names, " or ")
}

// unnamed are the violations that do not come of a resource being named otherwise than
// the service does.
func unnamed(o *rule.Operation, violations []rule.Violation) []rule.Violation {
	return slices.DeleteFunc(violations, func(v rule.Violation) bool {
		for name, r := range references {
			if r.of == nil || v.Null {
				continue
			}
			for step := range strings.SplitSeq(v.Path, ".") {
				if _, top := o.Member(name); strings.EqualFold(step, name) && (top || step != "id") {
					return true
				}
			}
		}
		return false
	})
}

// named are the values of a request that name a resource, with how to put another in
// their place.
func named(members []rule.Member, values map[string]any, found func(*reference, rule.Member, string, func(string))) {
	for _, m := range members {
		r := references[m.Name]
		switch value := values[m.Name].(type) {
		case string:
			if r != nil && r.of != nil {
				found(r, m, value, func(s string) { values[m.Name] = s })
			}
		case map[string]any:
			named(m.Members, value, found)
		case []any:
			for i := range value {
				switch one := value[i].(type) {
				case string:
					element := m
					if m.Type == rule.List {
						element = *m.Element
					}
					if r != nil && r.of != nil {
						found(r, element, one, func(s string) { value[i] = s })
					}
				case map[string]any:
					named(m.Element.Members, one, found)
				}
			}
		}
	}
}

// asked are the feeds that it takes to know what is named.
func asked(o *rule.Operation, values map[string]any) (feeds []live.Feed) {
	named(o.Members, values, func(r *reference, _ rule.Member, value string, _ func(string)) {
		if isARN(r, value) {
			return
		}
		for _, k := range r.kinds {
			for _, feed := range kind.OfModel(k).Feeds {
				if !slices.Contains(feeds, feed) {
					feeds = append(feeds, feed)
				}
			}
		}
	})
	return feeds
}

// isARN reports whether a value stands for itself.
func isARN(r *reference, value string) bool {
	return r.what == "ARN" && strings.HasPrefix(value, "arn:")
}

// resolve puts into a request what the service calls the resources that are named.
func (t *task) resolve(o *rule.Operation, values map[string]any) error {
	var failed error
	named(o.Members, values, func(r *reference, m rule.Member, value string, put func(string)) {
		if failed != nil || isARN(r, value) {
			return
		}
		var id string
		if id, failed = t.called(r, m, value); failed == nil {
			put(id)
		}
	})
	return failed
}

// called is what the service calls the one resource that a name stands for.
func (t *task) called(r *reference, m rule.Member, name string) (string, error) {
	var rows, found []kind.Row
	var feeds []live.Feed
	for _, of := range r.kinds {
		k := kind.OfModel(of)
		feeds = append(feeds, k.Feeds...)
		here := t.rows(k)
		rows = append(rows, here...)
		found = append(found, kind.Called(name, here)...)
	}
	k := &kind.Kind{Name: r.kindNames()}
	troubles, told := t.troubles(feeds)
	switch {
	case len(found) > 1:
		return "", exit.With(exit.Usage, kind.Ambiguous(k, name, found))
	case len(found) == 1:
		if id := r.of(found[0].Item); id != "" {
			return id, nil
		}
		return "", exit.With(exit.Failed, fmt.Errorf("the %s of %s %q is not known", r.what, k.Name, name))
	case len(troubles) == 0:
		return "", exit.With(exit.Gone, kind.Unknown(k, name, rows))
	case len(m.Check(name)) == 0:
		return name, nil // it cannot be looked up, and may be right
	}
	t.say("what is called %q cannot be looked up; the %s of it would do", name, r.what)
	return "", exit.Silently(t.report(troubles, told))
}

// completions completes the values of the flags.
func (w *write) completions(cmd *cobra.Command, open Open, flags *request.Flags) {
	for _, flag := range flags.All {
		values := flag.Member.Enum
		if flag.Member.Type == rule.Boolean {
			values = []string{"true", "false"}
		}
		complete := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
		if r := referenceOf(flag.Path); r != nil {
			complete = func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
				var names []string
				for _, k := range r.kinds {
					names = append(names, namesOf(cmd, open, kind.OfModel(k))...)
				}
				return names, cobra.ShellCompDirectiveNoFileComp
			}
		}
		_ = cmd.RegisterFlagCompletionFunc(flag.Name, complete)
	}
}
