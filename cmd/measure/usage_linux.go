package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// usage is what a process has used since its start.
type usage struct {
	cpu     time.Duration
	wakeUps int // how often one of its threads has slept
	memory  int // most, in bytes
}

func (u usage) since(before usage) usage {
	return usage{cpu: u.cpu - before.cpu, wakeUps: u.wakeUps - before.wakeUps, memory: u.memory}
}

// usageOf adds up the threads of a process. None of a Go program's ends before it.
func usageOf(pid int) usage {
	var u usage
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	for _, thread := range threads {
		var ns int64
		text, _ := os.ReadFile(filepath.Join(thread, "schedstat")) // time on a processor, waiting for one, turns
		_, _ = fmt.Sscan(string(text), &ns)
		u.cpu += time.Duration(ns)
		u.wakeUps += field(filepath.Join(thread, "status"), "voluntary_ctxt_switches:")
	}
	u.memory = field(fmt.Sprintf("/proc/%d/status", pid), "VmHWM:") << 10
	return u
}

// field returns the number after a name at the beginning of a line.
func field(file, name string) (n int) {
	text, _ := os.ReadFile(file)
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name); ok {
			_, _ = fmt.Sscan(value, &n)
		}
	}
	return n
}
