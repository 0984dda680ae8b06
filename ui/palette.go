package ui

import (
	"slices"
	"sort"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/palette"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// filterSort is what a filter is called that is typed into the palette.
const filterSort = "filter"

// openPalette offers everything there is.
func (a *App) openPalette() tea.Cmd {
	few := a.lately(slices.Concat(a.paletteActions(), a.paletteViews(), a.paletteScopes()))
	profiles := &profileOffers{app: a}
	p := palette.New(few, a.paletteResources(few), a.paletteCommands(profiles), a.choose, func(p *palette.Palette) { a.Close(p) })
	clients := a.option.Clients
	read := func() tea.Msg {
		around := clients.Surround()
		return ownMsg(func(*App) tea.Cmd {
			profiles.around, profiles.known = around, true
			p.Offer()
			return nil
		})
	}
	return tea.Batch(a.openOwn(p), read)
}

// choose does what was chosen, and remembers it.
func (a *App) choose(e palette.Entry) tea.Cmd {
	var note tea.Cmd
	if e.Sort != filterSort { // what is typed there may be anything
		note = a.Chose(latelyPalette, e.ID)
	}
	if e.Off != "" {
		return tea.Batch(note, a.Toast(desk.Info, e.Off))
	}
	return tea.Batch(note, e.Run())
}

// lately puts what was chosen before to the front, resources too.
func (a *App) lately(few []palette.Entry) []palette.Entry {
	var first []palette.Entry
	for _, id := range a.Lately[latelyPalette] {
		if i := slices.IndexFunc(few, func(e palette.Entry) bool { return e.ID == id }); i >= 0 {
			few[i].Lately = true
			first = append(first, few[i])
			few = slices.Delete(few, i, i+1)
		}
		ref, ok := refOf(id)
		if !ok {
			continue
		}
		if at := a.DeskOf(ref.Scope); at != nil {
			if item, ok := at.Snapshot.Item(ref.Key); ok {
				e := a.resourceEntry(desk.Thing{At: at, Item: item})
				e.Lately = true
				first = append(first, e)
			}
		}
	}
	return append(first, few...)
}

// paletteActions are what can be done on this page, with what cannot be done now.
func (a *App) paletteActions() []palette.Entry {
	s := a.subject()
	var all []palette.Entry
	for _, x := range a.actions() {
		if x.ID() == "palette" {
			continue
		}
		all = append(all, palette.Entry{ID: "action " + x.Name, Sort: "action", Title: x.Name, Note: a.Keys.Say(x.Help), Key: a.Keys.Shown(&x), Off: a.offNow(s, &x), Run: func() tea.Cmd { return a.do(x) }})
	}
	return all
}

func (a *App) paletteViews() []palette.Entry {
	var all []palette.Entry
	for i, v := range a.pages() {
		all = append(all, palette.Entry{ID: "view " + v.Title(), Sort: "view", Title: v.Title(), Key: strconv.Itoa(a.digit(i)), Run: func() tea.Cmd { return a.turnTo(i) }})
	}
	return all
}

// paletteScopes are the scopes, where there are several.
func (a *App) paletteScopes() []palette.Entry {
	if !a.Several() {
		return nil
	}
	var all []palette.Entry
	for _, at := range a.All() {
		all = append(all, palette.Entry{
			ID: "scope " + at.ID.Profile + " " + at.ID.Account + " " + at.ID.Region, Sort: "scope", Title: at.Name(), Also: at.AccountID(), Note: text.Join("show only it", at.AccountID()),
			Run: func() tea.Cmd { return a.showOnly(at.ID) },
		})
	}
	return all
}

// paletteResources are all resources of all scopes but those that are offered already,
// made as somebody comes to them.
func (a *App) paletteResources(few []palette.Entry) palette.Many {
	offered := map[model.Ref]bool{}
	for i := range few {
		if ref, ok := refOf(few[i].ID); ok {
			offered[ref] = true
		}
	}
	type run struct {
		from int // number of the first
		at   *desk.Desk
		kind model.Kind
		item func(int) model.Item
	}
	var runs []run
	many := palette.Many{}
	for _, at := range a.All() {
		for _, facts := range model.Kinds {
			if facts.PartOf != "" {
				continue
			}
			if n, item := at.Snapshot.Roll(facts.Kind); n > 0 {
				runs = append(runs, run{many.Len, at, facts.Kind, item})
				many.Len += n
			}
		}
	}
	find := func(i int) (*run, model.Item) {
		r := &runs[sort.Search(len(runs), func(k int) bool { return runs[k].from > i })-1]
		item := r.item(i - r.from)
		return r, item
	}
	several := a.Several()
	many.Text = func(i int) string {
		r, item := find(i)
		if len(offered) > 0 && offered[model.Ref{Scope: r.at.ID, Key: item.Common().Key}] {
			return ""
		}
		says := r.at.Snapshot.Title(item) + " " + string(r.kind)
		if several {
			says += " " + r.at.Name()
		}
		return says
	}
	many.Entry = func(i int) palette.Entry {
		r, item := find(i)
		return a.resourceEntry(desk.Thing{At: r.at, Item: item})
	}
	return many
}

func (a *App) resourceEntry(thing desk.Thing) palette.Entry {
	r, at := thing.Item.Common(), thing.At
	note := string(r.Status)
	if a.Several() {
		note = text.Join(note, at.Name())
	}
	return palette.Entry{
		ID: idOf(thing.Ref()), Sort: string(r.Key.Kind), Title: at.Snapshot.Title(thing.Item), Note: note,
		Run: func() tea.Cmd { return a.goTo(at, r.Key) },
	}
}

// profileOffers are the profiles that can be opened, as soon as they have been read.
type profileOffers struct {
	app    *App
	around awsclient.Surroundings
	known  bool
}

func (o *profileOffers) entries() []palette.Entry {
	var all []palette.Entry
	for _, name := range o.app.openNames(o.app.profileOf) {
		if name != "" {
			all = append(all, o.app.profileEntry(name, "open; show only it"))
		}
	}
	for _, p := range o.around.Profiles {
		if !slices.ContainsFunc(all, func(e palette.Entry) bool { return e.Title == p.Name }) {
			all = append(all, o.app.profileEntry(p.Name, profileNote(p)))
		}
	}
	return all
}

// of is a profile as it is typed.
func (o *profileOffers) of(name string) palette.Entry {
	e := o.app.profileEntry(name, "")
	e.Off = "its files are still being read"
	if o.known {
		e.Off = o.around.NoProfile(name)
	}
	return e
}

// profileEntry shows only the scopes of a profile, or opens it.
func (a *App) profileEntry(name, note string) palette.Entry {
	return palette.Entry{ID: "profile " + name, Sort: "profile", Title: name, Note: note, Run: func() tea.Cmd {
		if open := a.scopesWhere(a.profileOf, []string{name}); len(open) > 0 {
			return a.showOnly(open...)
		}
		return tea.Batch(a.showAll(), a.openProfiles([]string{name}, nil))
	}}
}

// paletteCommands are what takes an argument.
func (a *App) paletteCommands(profiles *profileOffers) []palette.Command {
	open := without(a.openNames((*desk.Desk).Region), []string{""})
	elsewhere := slices.ContainsFunc(a.All(), func(at *desk.Desk) bool { return at.Snapshot.Caller.Endpoint != "" })
	return []palette.Command{
		{
			Name: "region", Takes: "REGION", Help: "show only what is in a Region, and open it if need be; {one_scope} shows all again",
			Offers: func() []palette.Entry {
				var all []palette.Entry
				for _, c := range a.regionChoices(open, nil) {
					if c.value != awsclient.AllRegions {
						all = append(all, a.regionEntry(c))
					}
				}
				return all
			},
			Of: func(name string) palette.Entry {
				c, problem := typedRegion(name, elsewhere)
				e := a.regionEntry(choice{name, name, c.note})
				e.Off = problem
				return e
			},
		},
		{Name: "profile", Takes: "PROFILE", Help: "show only what a profile has, and open it if need be; {one_scope} shows all again", Offers: profiles.entries, Of: profiles.of},
		{Name: "theme", Takes: "THEME", Help: "change the colours", Offers: a.themeEntries},
		{
			Name: "filter", Takes: "FILTER", Help: "filter the rows of this page: words, column:value, !word",
			Of: func(filter string) palette.Entry {
				return palette.Entry{ID: "filter " + filter, Sort: filterSort, Title: filter, Note: "the rows of " + a.view().Title(), Run: func() tea.Cmd { return a.filter(filter) }}
			},
		},
	}
}

func (a *App) themeEntries() []palette.Entry {
	var all []palette.Entry
	for _, name := range theme.Names() {
		all = append(all, palette.Entry{ID: "theme " + name, Sort: "theme", Title: name, Run: func() tea.Cmd {
			if err := a.SetTheme(name); err != nil {
				return a.Toast(desk.Bad, err.Error())
			}
			return a.Toast(desk.Info, "theme: "+name)
		}})
	}
	return all
}

// filter filters the rows of the page.
func (a *App) filter(filter string) tea.Cmd {
	a.view().Filter(filter)
	return nil
}

// regionEntry shows only the scopes of a Region, and opens it first if it is not there.
func (a *App) regionEntry(c choice) palette.Entry {
	return palette.Entry{ID: "region " + c.value, Sort: "Region", Title: c.value, Note: c.note, Run: func() tea.Cmd {
		in := []string{c.value}
		var cmd tea.Cmd
		if len(a.scopesWhere((*desk.Desk).Region, in)) == 0 {
			cmd = a.openRegions(in, nil)
		}
		return tea.Batch(cmd, a.showOnly(a.scopesWhere((*desk.Desk).Region, in)...))
	}}
}
