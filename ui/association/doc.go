// Package association is the room of packages on domains: the page, the form that
// associates, applying a newer version, and dissociating.
package association
