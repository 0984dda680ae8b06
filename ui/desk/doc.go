// Package desk is what the rooms of the program share with it: the Desk, with what is
// known now and what a room may ask for, and what a room declares in return, actions
// and dialogs. It draws nothing and knows no resource.
package desk
