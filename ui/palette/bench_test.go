package palette_test

import (
	"fmt"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/palette"
)

// resources are as many as an organisation may have, named as people name them.
func resources(n int) palette.Many {
	teams := []string{"search", "payments", "logs", "analytics", "checkout", "catalogue", "identity", "billing", "fraud", "delivery"}
	kinds := []string{"application", "domain", "package", "association", "attachment"}
	stages := []string{"prod", "staging", "dev", "sandbox"}
	return palette.Many{
		Len: n,
		Text: func(i int) string {
			return fmt.Sprintf("%s-%s-%05d %s %s eu-central-1", teams[i%len(teams)], stages[i/7%len(stages)], i, kinds[i/3%len(kinds)], stages[i/7%len(stages)])
		},
		Entry: func(i int) palette.Entry { return palette.Entry{ID: strconv.Itoa(i), Title: strconv.Itoa(i)} },
	}
}

// finish works until all has been looked through.
func finish(p *palette.Palette) {
	for p.Busy() {
		p.Work()
	}
}

// What a key costs until its answer is whole. Bound: 10 ms.
func BenchmarkKeyOf100000(b *testing.B) {
	for _, typed := range []string{"p", "pa", "payprod", "pay prod 99", "zq", "e"} {
		b.Run(typed, func(b *testing.B) {
			p := palette.New(nil, resources(100_000), nil, nil, nil)
			finish(p)
			letters := []rune(typed)
			for _, letter := range letters[:len(letters)-1] {
				p.Key(nil, tea.KeyPressMsg{Code: letter, Text: string(letter)})
				finish(p)
			}
			last := letters[len(letters)-1]
			for b.Loop() {
				p.Key(nil, tea.KeyPressMsg{Code: last, Text: string(last)})
				finish(p)
				b.StopTimer()
				p.Key(nil, tea.KeyPressMsg{Code: tea.KeyBackspace})
				finish(p)
				b.StartTimer()
			}
		})
	}
}
