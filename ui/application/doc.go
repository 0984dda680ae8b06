// Package application is the room of OpenSearch applications: their page, the forms
// that create and edit one, its tags, the default one, and its deletion.
package application
