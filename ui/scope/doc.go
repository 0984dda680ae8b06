// Package scope is the room of the scopes themselves: the page on which each of them is
// a row with how it stands.
package scope
