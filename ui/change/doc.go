// Package change words and draws what is being changed on a domain: for the pages of
// the domains, of the plugins that wait for it, and for the overview.
package change
