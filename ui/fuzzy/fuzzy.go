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

// Rank returns which of the texts hold the letters of every word that is typed, in their
// order, as indexes: the best first, and those that fit alike in the order of the texts.
// Of nothing typed that is all of them.
func Rank(typed string, texts []string) []int {
	begin()
	var words [][]rune
	for word := range strings.FieldsSeq(strings.ToLower(typed)) {
		words = append(words, algo.NormalizeRunes([]rune(word)))
	}
	slab := util.MakeSlab(slab16, slab32)
	fits, scores := make([]int, 0, len(texts)), make([]int, len(texts))
	for i, text := range texts {
		chars, missing := util.ToChars([]byte(text)), false
		for _, word := range words {
			result, _ := algo.FuzzyMatchV2(false, true, true, &chars, word, false, slab)
			missing = missing || result.Start < 0
			scores[i] += result.Score
		}
		if !missing {
			fits = append(fits, i)
		}
	}
	slices.SortStableFunc(fits, func(i, j int) int { return cmp.Compare(scores[j], scores[i]) })
	return fits
}
