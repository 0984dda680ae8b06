// Package attachment is the room of what ties data sources to applications: the page,
// the form that attaches, and detaching.
package attachment
