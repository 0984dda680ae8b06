package model

// Switch is something that the service says is on or off, or does not speak of.
type Switch int8

// The positions of a switch.
const (
	SwitchUnsaid Switch = iota
	SwitchOff
	SwitchOn
)

// SwitchOf returns the position that an answer names; nil is none.
func SwitchOf(on *bool) Switch {
	switch {
	case on == nil:
		return SwitchUnsaid
	case *on:
		return SwitchOn
	}
	return SwitchOff
}

// said is the opposite of SwitchOf.
func (s Switch) said() *bool {
	if s == SwitchUnsaid {
		return nil
	}
	on := s == SwitchOn
	return &on
}
