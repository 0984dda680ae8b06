// Package calllog writes the calls that oscope makes to a file, one line of JSON each.
// What a call is, and that nothing private is in it, is package awsclient's business;
// here are the file, its bounds and what happens when it cannot be written.
package calllog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"

	"oscope/awsclient"
)

// Bounds of the files: one that has become too long is renamed to FILE.1, what had that
// name to FILE.2, and so on.
const (
	mostBytes = 10 << 20
	mostOld   = 3
)

// Log is a file of calls. It is safe for concurrent use, and several oscopes may write
// to one file.
type Log struct {
	path   string
	most   int64 // bytes of a file
	logger *slog.Logger
	failed func(error)

	mu   sync.Mutex
	file *os.File // nil after a failure
	told bool     // of a failure, and no call was written since
}

// Open opens the file, or makes it. failed is told when a call cannot be written, and
// not again until one could be; it must not block.
func Open(path string, failed func(error)) (*Log, error) {
	l := &Log{path: path, most: mostBytes, failed: failed}
	if err := l.open(); err != nil {
		return nil, fmt.Errorf("the log cannot be written: %w", err)
	}
	l.logger = slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{ReplaceAttr: inUTC}))
	return l, nil
}

func inUTC(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindTime {
		return slog.Time(a.Key, a.Value.Time().UTC())
	}
	return a
}

// Start notes which oscope writes from here on.
func (l *Log) Start(version string) {
	l.log(slog.LevelInfo, time.Now(), "oscope started",
		slog.String("version", version), slog.String("system", runtime.GOOS+"/"+runtime.GOARCH), slog.Int("process", os.Getpid()))
}

// Call notes a call. It is an awsclient.Trace.
func (l *Log) Call(c awsclient.Call) {
	level := slog.LevelInfo
	if c.Code != "" || c.Failure != "" {
		level = slog.LevelWarn
	}
	facts := []slog.Attr{
		slog.String("profile", c.Scope.Profile), slog.String("account", c.Scope.Account), slog.String("region", c.Scope.Region),
		slog.String("service", c.Service), slog.String("operation", c.Operation),
		slog.Float64("milliseconds", float64(c.Took.Microseconds())/1000), slog.Int("attempts", c.Attempts),
	}
	if c.Status != 0 {
		facts = append(facts, slog.Int("status", c.Status))
	}
	for _, said := range [][2]string{{"code", c.Code}, {"failure", c.Failure}, {"requestId", c.RequestID}} {
		if said[1] != "" {
			facts = append(facts, slog.String(said[0], said[1]))
		}
	}
	l.log(level, c.Began, "call", facts...)
}

func (l *Log) log(level slog.Level, at time.Time, what string, facts ...slog.Attr) {
	r := slog.NewRecord(at, level, what, 0)
	r.AddAttrs(facts...)
	err := l.logger.Handler().Handle(context.Background(), r)
	l.mu.Lock()
	first := err != nil && !l.told
	l.told = err != nil
	l.mu.Unlock()
	if first && l.failed != nil {
		l.failed(fmt.Errorf("the log cannot be written: %w", err))
	}
}

// Write writes a line, which the handler makes with one call.
func (l *Log) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	size, err := l.ready()
	if err != nil {
		return 0, err
	}
	if size > 0 && size+int64(len(line)) > l.most {
		if err := l.rotate(); err != nil {
			return 0, err
		}
		size = 0
	}
	n, err := l.file.Write(line)
	if err != nil && n > 0 {
		_ = l.file.Truncate(size) // half of a line helps nobody
	}
	return n, err
}

// ready opens the file again if it is not the one of that name any more, because
// another oscope has renamed it or somebody has removed it, and returns its size.
func (l *Log) ready() (int64, error) {
	there, err := os.Stat(l.path)
	if l.file != nil && err == nil {
		if own, err := l.file.Stat(); err == nil && os.SameFile(own, there) {
			return own.Size(), nil
		}
	}
	l.shut()
	if err := l.open(); err != nil {
		return 0, err
	}
	own, err := l.file.Stat()
	if err != nil {
		return 0, err
	}
	return own.Size(), nil
}

// open is called with the log locked, or by who alone has it.
func (l *Log) open() error {
	file, err := os.OpenFile(l.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	l.file = file
	return nil
}

func (l *Log) shut() {
	if l.file != nil {
		_ = l.file.Close()
		l.file = nil
	}
}

// rotate begins a new file. The old one is closed first: some systems rename no file
// that is open.
func (l *Log) rotate() error {
	l.shut()
	for n := mostOld; n > 0; n-- {
		from := l.path
		if n > 1 {
			from = l.old(n - 1)
		}
		if err := os.Rename(from, l.old(n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return l.open()
}

func (l *Log) old(n int) string { return l.path + "." + strconv.Itoa(n) }

// Close closes the file.
func (l *Log) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shut()
}
