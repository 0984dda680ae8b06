// Package packages is the room of packages: their page and versions, and the forms
// that create, update, share and delete one. What puts a package on a domain is in
// package association.
package packages
