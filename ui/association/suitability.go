package association

import (
	"strings"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
)

// unfitNote begins the note on what suits some of the other side and not all.
const unfitNote = "not with "

// judgeAll judges something against all that is chosen on the other side: what
// suits none of it is an obstacle, what does not suit some of it a note.
func judgeAll[T any](chosen []T, judge func(T) live.Suitability, name func(T) string) live.Suitability {
	var unfit []string
	var note, obstacle string
	for _, other := range chosen {
		s := judge(other)
		if s.Obstacle != "" {
			unfit = append(unfit, name(other))
			obstacle = s.Obstacle
		}
		if s.Note != "" {
			note = s.Note
		}
	}
	switch {
	case len(unfit) == 0:
		return live.Suitability{Note: note}
	case len(unfit) == len(chosen):
		return live.Suitability{Obstacle: obstacle}
	}
	return live.Suitability{Note: unfitNote + strings.Join(unfit, ", ") + ": " + obstacle}
}

// suitability judges a package and a domain by what is known of them. Of one that
// cannot be read nothing is, and only the service can tell.
func suitability(at *desk.Desk, p model.Package, d model.Domain) live.Suitability {
	switch {
	case p.Status == "":
		return live.Suitability{}
	case d.Status == "" && at.Snapshot.Feed(live.Feed{Kind: live.FeedDomains}).Err != nil:
		return live.Suitability{Note: "it could not be read whether it suits"}
	}
	return at.Snapshot.AssociationSuitability(p, d)
}

// shortType is a package's type in a picker's column.
func shortType(p model.Package) string {
	switch p.Type {
	case model.DictionaryType:
		return "dictionary"
	case model.PluginType:
		return "plugin"
	case "PACKAGE-LICENSE":
		return "licence"
	case "PACKAGE-CONFIG":
		return "config"
	}
	return p.Type
}
