// Package past is the room of what has happened: the History page, with the strip of
// bars over it, and how one operation went. What is kept across runs and what is shown
// under "Recently" is the program's business.
package past
