// Package fuzzy finds what somebody means who types some letters of it.
package fuzzy

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// begin fills the tables of the algorithm, which hold for the process.
var begin = sync.OnceFunc(func() { algo.Init("default") })

// Room that is lent to the algorithm, so that it allocates none for each text.
const (
	slab16 = 32 << 10
	slab32 = 1 << 10
)

// Pattern is what somebody has typed, to be looked for in many texts. It is used by one
// goroutine.
type Pattern struct {
	words   [][]rune
	folded  [][]byte // the same; nil for one that is not plain
	letters Letters  // of all words
	slab    *util.Slab
}

// NewPattern returns the pattern of what is typed.
func NewPattern(typed string) *Pattern {
	begin()
	p := &Pattern{slab: util.MakeSlab(slab16, slab32)}
	for word := range strings.FieldsSeq(strings.ToLower(typed)) {
		letters := algo.NormalizeRunes([]rune(word))
		p.words = append(p.words, letters)
		var folded []byte
		if plain(letters) {
			folded = []byte(string(letters))
			p.letters |= LettersOf(folded)
		}
		p.folded = append(p.folded, folded)
	}
	return p
}

// Score returns whether a text holds the letters of every word that is typed, in their
// order, and how well, more being better.
func (p *Pattern) Score(text []byte) (score int, fits bool) {
	for _, word := range p.words {
		s, fits := p.scoreWord(text, word)
		if !fits {
			return 0, false
		}
		score += s
	}
	return score, true
}

// Letters returns where the letters are that make a text fit, as their numbers among its
// characters, in order.
func (p *Pattern) Letters(text string) []int {
	chars := util.ToChars([]byte(text))
	var all []int
	for _, word := range p.words {
		result, at := algo.FuzzyMatchV2(false, true, true, &chars, word, true, p.slab)
		if result.Start < 0 {
			return nil
		}
		all = append(all, *at...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (p *Pattern) scoreWord(text []byte, word []rune) (score int, fits bool) {
	chars := util.ToChars(text)
	result, _ := algo.FuzzyMatchV2(false, true, true, &chars, word, false, p.slab)
	return result.Score, result.Start >= 0
}

// Rank returns which of the texts a pattern fits, as indexes: the best first, and those
// that fit alike in the order of the texts. Of nothing typed that is all of them.
func Rank(typed string, texts []string) []int {
	pattern := NewPattern(typed)
	fits, scores := make([]int, 0, len(texts)), make([]int, len(texts))
	for i, text := range texts {
		score, ok := pattern.Score([]byte(text))
		if scores[i] = score; ok {
			fits = append(fits, i)
		}
	}
	slices.SortStableFunc(fits, func(i, j int) int { return cmp.Compare(scores[j], scores[i]) })
	return fits
}
