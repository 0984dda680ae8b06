// Package page is what the numbered screens have in common: a table of one kind of
// resource with a detail beside it, its keys, columns and filter, and what is said in
// the place of data that cannot be read. Which resources there are is declared by the
// rooms, each in a package of its own.
package page
