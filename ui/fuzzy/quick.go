package fuzzy

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"
)

// Fold returns a text as Quick takes it: in small letters, without accents.
func Fold(text string) []byte {
	return []byte(string(algo.NormalizeRunes([]rune(strings.ToLower(text)))))
}

// Letters are which letters and digits some bytes hold, a bit each.
type Letters uint64

// LettersOf returns those of a folded text.
func LettersOf(text []byte) (of Letters) {
	for _, c := range text {
		switch {
		case 'a' <= c && c <= 'z':
			of |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			of |= 1 << (c - '0' + 26)
		}
	}
	return of
}

// What the algorithm gives for letters, in the places where they matter most; see its
// own constants.
const (
	matchScore  = 16
	afterBlank  = 10
	afterSign   = 8
	afterLetter = 7 // of a digit
	gapBegins   = 3
	gapGoesOn   = 1
)

// Quick is Score for very many texts, which it takes folded and with their letters: the
// same texts fit, and the score is about that of one or two of the places where they do.
func (p *Pattern) Quick(text []byte, letters Letters) (score int, fits bool) {
	if letters&p.letters != p.letters {
		return 0, false
	}
	for i, word := range p.folded {
		if word == nil { // no plain letters
			s, ok := p.scoreWord(text, p.words[i])
			if !ok {
				return 0, false
			}
			score += s
			continue
		}
		s, ok := quickWord(text, word)
		if !ok {
			return 0, false
		}
		score += s
	}
	return score, true
}

// Most is the highest score that Quick gives.
func (p *Pattern) Most() int {
	most := 0
	for _, word := range p.words {
		most += matchScore*len(word) + afterBlank*(len(word)+1)
	}
	return most
}

// Fits is Quick without the score.
func (p *Pattern) Fits(text []byte, letters Letters) bool {
	if letters&p.letters != p.letters {
		return false
	}
	for i, word := range p.folded {
		if word == nil {
			if _, ok := p.scoreWord(text, p.words[i]); !ok {
				return false
			}
			continue
		}
		at := 0
		for _, c := range word {
			next := bytes.IndexByte(text[at:], c)
			if next < 0 {
				return false
			}
			at += next + 1
		}
	}
	return true
}

// quickWord looks for a word from the first beginning of a word on that has its first
// letter, and else from the first place with that.
func quickWord(text, word []byte) (score int, fits bool) {
	first := bytes.IndexByte(text, word[0])
	if first < 0 {
		return 0, false
	}
	for at := first; ; {
		if bonus(text, at) > 0 {
			if score, fits = along(text, word, at); fits {
				return score, true
			}
			break // what comes later has fewer letters behind it
		}
		next := bytes.IndexByte(text[at+1:], word[0])
		if next < 0 {
			break
		}
		at += next + 1
	}
	return along(text, word, first)
}

// along scores a word whose first letter is at a place, each other at the next one.
func along(text, word []byte, at int) (score int, fits bool) {
	held := bonus(text, at) // of the first letter of letters that follow on each other
	score = matchScore + 2*held
	for _, c := range word[1:] {
		next := bytes.IndexByte(text[at+1:], c)
		if next < 0 {
			return 0, false
		}
		at += next + 1
		own := bonus(text, at)
		if next > 0 {
			score -= gapBegins + gapGoesOn*(next-1)
			held = own
		} else {
			held = max(held, own)
			own = held
		}
		score += matchScore + own
	}
	return score, true
}

// bonus is what a letter is worth for its place.
func bonus(text []byte, at int) int {
	if at == 0 {
		return afterBlank
	}
	switch before, c := text[at-1], text[at]; {
	case before == ' ':
		return afterBlank
	case before >= utf8.RuneSelf || isLetter(before):
		if '0' <= c && c <= '9' {
			return afterLetter
		}
		return 0
	case '0' <= before && before <= '9':
		return 0
	}
	return afterSign
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

// plain reports whether letters are ASCII, so that none is several bytes.
func plain(word []rune) bool {
	for _, r := range word {
		if r >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
