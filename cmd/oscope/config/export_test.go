package config

// What the tests see of the inside: they declare settings of other kinds as well.
var (
	Parse     = parse
	Beginning = template
	Effective = effective
)
