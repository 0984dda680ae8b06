package form_test

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"oscope/ui/form"
	"oscope/ui/theme"
)

// BenchmarkPicker is a key in a picker, and what it draws at the size of a form.
func BenchmarkPicker(b *testing.B) {
	th := theme.New(true, colorprofile.TrueColor)
	for name, keys := range map[string][]string{"move": {"down", "down", "up", "up"}, "type": {"7", "backspace"}} {
		for _, n := range []int{10, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				options := make([]form.Option, n)
				for i := range options {
					options[i] = form.Option{Value: fmt.Sprintf("id-%06d", i), Title: fmt.Sprintf("domain-%06d", i), Kind: "domain", Status: "✓ Active"}
				}
				p := form.NewPicker("Domain")
				p.SetOptions(options, "none")
				p.Lines(th, 120, 30)
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					typeInto(p, keys[i%len(keys)])
					p.Problem()
					p.Lines(th, 120, 30)
					i++
				}
			})
		}
	}
}
