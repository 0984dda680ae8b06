// Package datasource is the room of what can be attached: the page of domains and
// collections. They are read here and never changed.
package datasource
