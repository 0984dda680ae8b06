// Package ui is the Bubble Tea program: it draws a snapshot, routes keys to
// actions and turns what an operator intends into commands.
//
// One way for data: a key becomes an intent, an intent a command (commands are
// the only code that calls awsclient), a command's message changes the snapshot,
// and views read the snapshot. Views never call AWS, never keep a second copy of
// a resource, and commands never touch the App.
//
// An action is declared once, and keys, footer, help and the read-only mode are
// derived from it; a view is declared once, as columns, rows, detail and
// actions. Widgets that can be understood alone have folders of their own: table,
// form, layout, text, theme.
package ui
