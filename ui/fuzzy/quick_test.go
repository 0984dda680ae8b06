package fuzzy_test

import (
	"math/rand/v2"
	"testing"

	"oscope/ui/fuzzy"
)

// What is looked at quickly holds the same letters, and is not taken for worthless.
func TestQuick(t *testing.T) {
	t.Parallel()
	const letters = "aab-b cC1é_ж."
	random := rand.New(rand.NewPCG(1, 2))
	some := func(most int) string {
		all := []rune(letters)
		text := make([]rune, 1+random.IntN(most))
		for i := range text {
			text[i] = all[random.IntN(len(all))]
		}
		return string(text)
	}
	fitting := 0
	for range 20_000 {
		typed, text := some(4), fuzzy.Fold(some(14))
		pattern := fuzzy.NewPattern(typed)
		score, fits := pattern.Score(text)
		quick, quickly := pattern.Quick(text, fuzzy.LettersOf(text))
		if fits != quickly || fits && quick < score/4 {
			t.Fatalf("%q in %q: %d, %v; quickly %d, %v", typed, text, score, fits, quick, quickly)
		}
		if pattern.Fits(text, fuzzy.LettersOf(text)) != fits || quick > pattern.Most() {
			t.Fatalf("%q in %q: fits %v, %d of at most %d", typed, text, !fits, quick, pattern.Most())
		}
		if fits {
			fitting++
		}
	}
	if fitting < 1000 {
		t.Errorf("only %d fit", fitting)
	}
}
