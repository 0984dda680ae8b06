package model

import "strings"

// ARN is an Amazon Resource Name taken apart.
type ARN struct {
	Partition, Service, Region, Account string
	// Type and Name are of the resource, as in "domain/search-prod".
	Type, Name string
}

// ParseARN takes an ARN apart; ok is false for what is none, or does not name a
// resource by type and name.
func ParseARN(text string) (a ARN, ok bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ARN{}, false
	}
	kind, name, _ := strings.Cut(parts[5], "/")
	a = ARN{parts[1], parts[2], parts[3], parts[4], kind, name}
	return a, a.Partition != "" && kind != "" && name != ""
}

// ARNName returns the last part of an ARN, by which people know the resource.
func ARNName(arn string) string {
	if i := strings.LastIndexAny(arn, "/:"); i >= 0 && i+1 < len(arn) {
		return arn[i+1:]
	}
	return arn
}

// ARNKind returns the kind of data source that an ARN names, or "" when it names none.
func ARNKind(arn string) Kind {
	switch a, _ := ParseARN(arn); a.Service + ":" + a.Type {
	case "es:domain":
		return KindDomain
	case "aoss:collection":
		return KindCollection
	case "opensearch:datasource":
		return KindDirectQuery
	}
	return ""
}
