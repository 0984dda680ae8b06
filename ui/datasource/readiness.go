package datasource

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/write"
)

// readinessAction shows to which engine versions a domain can be upgraded, and what
// becomes of its packages there. It reads only.
var readinessAction = desk.Action{
	Name: "upgrade?", Keys: []string{"U"}, Help: "show to which engine versions the domain can be upgraded, and which of its packages are ready",
	Takes: desk.OneThing,
	Obstacle: func(at *desk.Desk) string {
		if item, _ := at.Subject(); item == nil || item.Common().Key.Kind != model.KindDomain {
			return "no domain is selected"
		}
		return ""
	},
	Run: openReadiness,
}

// readiness is what an open view of one domain knows so far.
type readiness struct {
	*page.Pager
	domain model.Domain
	facts  map[check.Ask]any
	failed *model.CallError
	close  context.CancelFunc
}

// asks are the facts that readiness rests on.
func (r *readiness) asks() []check.Ask {
	return []check.Ask{check.Versions.About(r.domain.Name), check.OnDomain.About(r.domain.Name), check.Packages.About("")}
}

func openReadiness(at *desk.Desk) tea.Cmd {
	item, _ := at.Subject()
	domain, _ := item.(model.Domain)
	r := &readiness{domain: domain, facts: map[check.Ask]any{}}
	r.Pager = &page.Pager{Name: "Upgrade of " + domain.Name, Render: r.lines}
	var ctx context.Context
	ctx, r.close = context.WithCancel(at.Ctx)
	known, client := check.From(at.Snapshot, at.Now), at.Client
	var cmds []tea.Cmd
	for _, a := range r.asks() {
		if value, _, ok := known(a); ok {
			r.facts[a] = value
			continue
		}
		cmds = append(cmds, func() tea.Msg {
			value, err := client.Ask(ctx, a)
			return write.Loaded(func(at *desk.Desk) tea.Cmd { return r.take(ctx, at, a, value, err) })
		})
	}
	return tea.Batch(append(cmds, at.Open(r))...)
}

func (r *readiness) take(ctx context.Context, at *desk.Desk, a check.Ask, value any, err error) tea.Cmd {
	switch {
	case ctx.Err() != nil: // it is closed
	case err != nil:
		r.failed = model.AsCallError(err)
		at.Log(r.failed)
	default:
		r.facts[a] = value
	}
	return nil
}

// Closed implements Closer.
func (r *readiness) Closed() { r.close() }

// Key implements desk.Dialog.
func (r *readiness) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "q":
		at.Close(r)
		return nil
	}
	return r.Pager.Key(at, msg)
}

func (r *readiness) lines(at *desk.Desk, width int) []string {
	if r.failed != nil {
		return page.FailureLines(at.Facts, r.failed, width)
	}
	if len(r.facts) < len(r.asks()) {
		return layout.Note(at.Theme.Dim, "Reading…", width)
	}
	asks := r.asks()
	targets, _ := r.facts[asks[0]].([]string)
	on, _ := r.facts[asks[1]].([]model.Association)
	packages, _ := r.facts[asks[2]].([]model.Package)
	lines := layout.Note(at.Theme.Text, r.domain.Name+" runs "+r.domain.EngineVersion+".", width)
	if len(targets) == 0 {
		return append(lines, layout.Note(at.Theme.Dim, "The service names no version that it can be upgraded to.", width)...)
	}
	for _, target := range check.ReadinessOf(targets, on, packages) {
		lines = append(lines, targetLines(at, target, width)...)
	}
	return append(lines, layout.Note(at.Theme.Dim, "A plugin needs a package of the same name for the new version before the upgrade. Dictionaries stay as they are. Source: GetCompatibleVersions, ListPackagesForDomain, DescribePackages.", width)...)
}

func targetLines(at *desk.Desk, r check.Readiness, width int) []string {
	th := at.Theme
	mark, style, says := check.Passed, th.OK, "no plugin is in the way"
	switch {
	case len(r.Lost) > 0:
		mark, style, says = check.Fails, th.Error, text.Count(len(r.Lost), "plugin")+" without a package for it"
	case len(r.Ready) > 0:
		says = text.Count(len(r.Ready), "plugin") + " ready"
	}
	lines := append(layout.Blank(width, 1), layout.Paragraph(style, mark.Mark()+" "+r.Target+"  "+says, 2, width)...)
	for _, a := range r.Lost {
		lines = append(lines, layout.Paragraph(th.Text, check.Fails.Mark()+" "+strings.TrimSpace(a.Name+" "+a.Version)+": make a package of that name for "+r.Target+", or dissociate it", 4, width)...)
	}
	for _, p := range r.Ready {
		lines = append(lines, layout.Paragraph(th.Dim, check.Passed.Mark()+" "+p.Association.Name+": "+p.By.Key.ID, 4, width)...)
	}
	return lines
}
