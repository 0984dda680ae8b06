package model

import (
	"cmp"
	"strconv"
	"strings"
)

// CompareEngines compares two engine versions such as "OpenSearch_2.19" as
// cmp.Compare does: every OpenSearch is newer than any Elasticsearch.
func CompareEngines(a, b string) int {
	nameA, majorA, minorA := parseEngine(a)
	nameB, majorB, minorB := parseEngine(b)
	return cmp.Or(strings.Compare(nameA, nameB), cmp.Compare(majorA, majorB), cmp.Compare(minorA, minorB))
}

// EngineAtLeast reports whether an engine version is OpenSearch of at least
// major.minor.
func EngineAtLeast(engine string, major, minor int) bool {
	name, x, y := parseEngine(engine)
	return name == "OpenSearch" && (x > major || x == major && y >= minor)
}

// ReloadsDictionaries reports whether domains of an engine version load a new version of
// a dictionary by themselves where its analyzers can (SERVICE.md §5.7).
func ReloadsDictionaries(engine string) bool {
	return CompareEngines(engine, "Elasticsearch_7.8") >= 0
}

func parseEngine(engine string) (name string, major, minor int) {
	name, version, _ := strings.Cut(engine, "_")
	majorText, minorText, _ := strings.Cut(version, ".")
	// What is not a number counts as zero, and so as old.
	major, _ = strconv.Atoi(majorText)
	minor, _ = strconv.Atoi(minorText)
	return name, major, minor
}
