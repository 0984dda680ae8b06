// Package live is what is known now: of one scope the snapshot that readings and our
// own writes are taken into, the transitions between two states of it, the plan of
// what to ask the service for next, and what a resource is suitable for as things
// stand; of several the fleet, which plans for all of them together.
//
// The snapshot asks nothing itself: package awsclient reads, and package ui owns the
// snapshot and hands the one to the other. What the resources are is in package
// model, what a request may hold in package rule.
package live
