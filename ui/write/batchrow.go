package write

import (
	"slices"
	"strings"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// verdict is how an attempt stands, as its line in a list says it: what the service has
// made of it by now, once it has accepted it.
type verdict struct {
	glyph, says string
	style       theme.Style
	reasons     []string // why what was accepted has failed
	phase       model.Phase
}

// row is an attempt on one line of a list, in which all titles are as wide.
func (t *attempt) row(th *theme.Theme, v verdict, title, width int) string {
	return layout.NewLine(width).Skip(2).Add(v.style, v.glyph+" ").AddIn(th.Text, t.Title, title, text.Middle).Skip(2).Add(v.style, v.says).String()
}

func (t *attempt) verdict(at *desk.Desk) verdict {
	th := at.Theme
	switch t.state {
	case sending:
		return verdict{glyph: th.Glyphs.InFlight, style: th.InFlight, says: "sending…"}
	case done:
		return t.live(at)
	case refused, unsent:
		return verdict{glyph: th.Glyphs.Failed, style: th.Failed, says: t.err.Brief()}
	case unknown:
		return verdict{glyph: th.Glyphs.Unknown, style: th.Warn, says: "not known whether it was done"}
	case notDone:
		return verdict{glyph: th.Glyphs.Failed, style: th.Failed, says: "not done"}
	case waiting, answered:
	}
	return verdict{glyph: th.Glyphs.Unknown, style: th.Faint, says: "waiting"}
}

// live is what has become of what was accepted: the status of what it was about, as the
// snapshot has it by now. Of several things the worst one gives the colour.
func (t *attempt) live(at *desk.Desk) verdict {
	th := at.Theme
	v := verdict{glyph: th.Glyphs.Settled, style: th.OK, says: "accepted", phase: model.Settled}
	var words []string
	say := func(word string) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for _, key := range t.about {
		item, there := at.Snapshot.Item(key)
		if !there {
			say("gone")
			continue
		}
		r := item.Common()
		phase := model.Concern(item)
		word := string(r.Status)
		if since := page.SinceOf(at, r); phase == model.InFlight && since.WorthSaying() {
			word += " " + since.Elapsed(at.Now)
		}
		say(word)
		if len(words) == 1 || weightOf[phase] > weightOf[v.phase] {
			v.glyph, v.style = th.Badge(phase, r.Status)
			v.phase = phase
		}
		if phase == model.Failed && r.Reason != "" {
			v.reasons = append(v.reasons, r.Reason)
		}
	}
	if len(words) > 0 {
		v.says = strings.Join(words, ", ")
	}
	return v
}

// weightOf is how much a phase matters where several meet.
var weightOf = map[model.Phase]int{model.Settled: 0, model.Gone: 1, model.InFlight: 2, model.Failed: 3}

// titleWidth is how wide the titles of some attempts are in a list.
func titleWidth(attempts []*attempt, width int) int {
	widest := 0
	for _, t := range attempts {
		widest = max(widest, text.Width(text.Clean(t.Title)))
	}
	return min(widest, width*3/5)
}
