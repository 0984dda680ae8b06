// Package datasource is the room of what can be attached: the page of domains,
// collections and direct-query data sources. They are read here and never changed.
package datasource
