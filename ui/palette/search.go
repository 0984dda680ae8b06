package palette

import (
	"cmp"
	"slices"

	"oscope/ui/fuzzy"
)

// Bounds of a search.
const (
	most    = 200  // of what fits; nobody scrolls further
	portion = 4000 // entries looked through at a time: about a millisecond
	lately  = 16   // what counts as much as one more letter that fits
)

// search looks through entries for a pattern. The numbers of the few come before those
// of the many.
type search struct {
	few  []Entry
	many Many
	text []byte // of the many, one after the other, folded,
	ends []int  // up to here each
	of   []fuzzy.Letters

	typed   string
	pattern *fuzzy.Pattern
	within  []int32 // those of the many that can fit; nil for all
	at      int     // how far it has come in them
	fits    []int32 // of the many, all that do
	count   int
	best    []found // in order
}

// found is an entry that fits, by its number.
type found struct{ number, score int }

// begin looks for something else. What held letters that were typed before holds those
// and more among the same entries only.
func (s *search) begin(typed string) {
	narrower := s.pattern != nil && !s.busy() && len(typed) > len(s.typed) && typed[:len(s.typed)] == s.typed
	if narrower {
		s.within = slices.Clone(s.fits)
	} else {
		s.within = nil
	}
	s.typed, s.pattern = typed, fuzzy.NewPattern(typed)
	s.at, s.count, s.fits, s.best = 0, 0, s.fits[:0], s.best[:0]
	for i := range s.few {
		if score, ok := s.pattern.Score([]byte(s.few[i].text())); ok {
			if s.few[i].Lately {
				score += lately
			}
			s.take(found{i, score})
		}
	}
	s.work()
}

func (s *search) len() int {
	if s.within != nil {
		return len(s.within)
	}
	return s.many.Len
}

func (s *search) busy() bool { return s.at < s.len() }

// work looks through some more of the many.
func (s *search) work() {
	for end := min(s.at+portion, s.len()); s.at < end; s.at++ {
		i := s.at
		if s.within != nil {
			i = int(s.within[s.at])
		}
		text := s.textOf(i)
		if len(text) == 0 {
			continue
		}
		var score int
		var ok bool
		if s.decided() {
			ok = s.pattern.Fits(text, s.of[i])
		} else {
			score, ok = s.pattern.Quick(text, s.of[i])
		}
		if ok {
			s.fits = append(s.fits, int32(i)) //nolint:gosec // nobody has that many resources
			s.take(found{len(s.few) + i, score})
		}
	}
	if !s.busy() {
		s.settle()
	}
}

// decided reports whether nothing could come among the best any more.
func (s *search) decided() bool {
	return len(s.best) == most && s.best[most-1].score >= s.pattern.Most()
}

// settle puts the best in order by what they are really worth: the many were looked at
// quickly.
func (s *search) settle() {
	for i := range s.best {
		if n := s.best[i].number - len(s.few); n >= 0 {
			s.best[i].score, _ = s.pattern.Score(s.textOf(n))
		}
	}
	slices.SortStableFunc(s.best, func(x, y found) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.number, y.number))
	})
}

// textOf returns the text of one of the many. The first search comes to them in their order.
func (s *search) textOf(i int) []byte {
	for len(s.ends) <= i {
		folded := fuzzy.Fold(s.many.Text(len(s.ends)))
		s.text = append(s.text, folded...)
		s.ends, s.of = append(s.ends, len(s.text)), append(s.of, fuzzy.LettersOf(folded))
	}
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]]
}

// take puts what fits in its place among the best. What came before goes before what
// fits alike.
func (s *search) take(f found) {
	s.count++
	if len(s.best) == most {
		if s.best[most-1].score >= f.score {
			return
		}
		s.best = s.best[:most-1]
	}
	at, _ := slices.BinarySearchFunc(s.best, f, func(other, f found) int {
		if other.score >= f.score {
			return -1
		}
		return 1
	})
	s.best = slices.Insert(s.best, at, f)
}

// entry returns one of those that fit best.
func (s *search) entry(i int) Entry {
	number := s.best[i].number
	if number < len(s.few) {
		return s.few[number]
	}
	return s.many.Entry(number - len(s.few))
}
