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

// slowest returns the time within which all but a hundredth of the keys were settled.
func slowest(all []figures) time.Duration {
	var keys []time.Duration
	for _, f := range all {
		keys = append(keys, f.keys...)
	}
	slices.Sort(keys)
	return keys[min(len(keys)*99/100, len(keys)-1)]
}

// table shows the median of every figure and, of those that a busy machine spoils, the
// least; of the slowest keys there is only one figure, of all runs together. The line
// under it says where and when, and how busy the machine was at its beginning and end.
func table(o options, subjects []subject, all [][]figures, loadBefore string) string {
	out := new(strings.Builder)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	columns := []struct {
		title, format string
		least         bool
		slowest       bool // the slowest keys come after it
		of            func(figures) float64
	}{
		{"first paint, ms", "%.1f", true, false, func(f figures) float64 { return ms(f.paint) }},
		{"key to settled, ms", "%.2f", true, true, func(f figures) float64 { return ms(f.key) }},
		{"bytes per key", "%.0f", false, false, func(f figures) float64 { return f.bytes }},
		{"CPU per key, ms", "%.2f", true, false, func(f figures) float64 { return ms(f.keyCPU) }},
		{"idle CPU, %", "%.3f", true, false, func(f figures) float64 { return 100 * f.idleCPU }},
		{"idle wake-ups/s", "%.1f", false, false, func(f figures) float64 { return f.idleWakeUps }},
		{"idle bytes/s", "%.1f", false, false, func(f figures) float64 { return f.idleBytes }},
		{"peak memory, MiB", "%.1f", false, false, func(f figures) float64 { return f.memory }},
	}
	fmt.Fprint(out, "| |")
	for _, c := range columns {
		fmt.Fprintf(out, " %s |", c.title)
		if c.slowest {
			fmt.Fprint(out, " p99 |")
		}
	}
	fmt.Fprintf(out, "\n|---|%s\n", strings.Repeat("---|", len(columns)+1))
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
			if c.slowest {
				fmt.Fprintf(out, " "+c.format+" |", ms(slowest(all[i])))
			}
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "\n%s, %d×%d cells, %d runs of %d keys, medians (least in brackets), load %s to %s; %s, %s.\n",
		time.Now().Format(time.DateOnly), terminalColumns, terminalRows, o.runs, o.keys, loadBefore, load(), processor(), runtime.Version())
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
