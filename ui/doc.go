// Package ui is the Bubble Tea program: it takes in messages, keeps the snapshot fed,
// routes keys, and draws header, tabs and footer around the page on the screen.
//
// One way for data: a key becomes an action, an action a command (commands are the
// only code that calls awsclient), a command's message changes the snapshot, and pages
// read the snapshot. Pages never call AWS and never keep a second copy of a resource;
// commands never touch the App.
//
// What the pages show and what can be done there is in rooms, a package for each noun
// (application, attachment, packages, …), which know the program only through the
// desk. What rooms share is in page and write; form, table, layout, text and theme are
// widgets that stand alone.
package ui
