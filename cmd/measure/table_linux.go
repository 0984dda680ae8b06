package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

func median[T cmp.Ordered](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// table shows the median of every figure and, of those that a busy machine spoils, the
// least.
func table(o options, subjects []subject, all [][]figures) string {
	out := new(strings.Builder)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	columns := []struct {
		title, format string
		least         bool
		of            func(figures) float64
	}{
		{"first paint, ms", "%.1f", true, func(f figures) float64 { return ms(f.paint) }},
		{"key to settled, ms", "%.2f", true, func(f figures) float64 { return ms(f.key) }},
		{"bytes per key", "%.0f", false, func(f figures) float64 { return f.bytes }},
		{"CPU per key, ms", "%.2f", true, func(f figures) float64 { return ms(f.keyCPU) }},
		{"idle CPU, %", "%.3f", true, func(f figures) float64 { return 100 * f.idleCPU }},
		{"idle wake-ups/s", "%.1f", false, func(f figures) float64 { return f.idleWakeUps }},
		{"idle bytes/s", "%.1f", false, func(f figures) float64 { return f.idleBytes }},
		{"peak memory, MiB", "%.1f", false, func(f figures) float64 { return f.memory }},
	}
	fmt.Fprintf(out, "%s, %d×%d cells, %d runs of %d keys, medians (least in brackets), load %s; %s, %s\n\n",
		time.Now().Format(time.DateOnly), terminalColumns, terminalRows, o.runs, o.keys, load(), processor(), runtime.Version())
	fmt.Fprint(out, "| |")
	for _, c := range columns {
		fmt.Fprintf(out, " %s |", c.title)
	}
	fmt.Fprintf(out, "\n|---|%s\n", strings.Repeat("---|", len(columns)))
	for i, s := range subjects {
		fmt.Fprintf(out, "| %s |", s.name)
		for _, c := range columns {
			var values []float64
			for _, f := range all[i] {
				values = append(values, c.of(f))
			}
			fmt.Fprintf(out, " "+c.format, median(values))
			if c.least {
				fmt.Fprintf(out, " ("+c.format+")", slices.Min(values))
			}
			fmt.Fprint(out, " |")
		}
		fmt.Fprintln(out)
	}
	return out.String()
}

func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return fmt.Sprintf("%d × %s", runtime.NumCPU(), strings.TrimSpace(value))
		}
	}
	return runtime.GOARCH
}
