// Package ui is the Bubble Tea program: it takes in messages, keeps the snapshot fed,
// routes keys, and draws header, tabs and footer around the page on the screen.
//
// What the pages show and what can be done there is in rooms, a package for each noun
// (application, attachment, packages, …), which know the program only through the
// desk. What rooms share is in page and write; form, table, layout, text and theme are
// widgets that stand alone. Nothing here calls AWS: commands do, through awsclient.
package ui
