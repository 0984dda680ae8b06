// Package history is what has happened to resources and what follows from that: the
// entries that are kept of each scope across runs, how long operations take and so when
// one that is under way should end, and the bars in which the past is drawn.
//
// It holds values only. Where entries are kept is not its business, and what the service
// says now is that of package live.
package history
