// Package palette is the dialog in which everything is found by some letters of it:
// views, actions, commands and resources. It knows none of them.
package palette
