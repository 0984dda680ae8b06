// Package exit declares with which codes the program ends.
package exit

import (
	"errors"
	"fmt"
)

// Code is what the program ends with.
type Code int

// The codes, which the README and the help list for scripts.
const (
	OK          Code = 0
	Failed      Code = 1   // another terminal state than the one waited for, something that needs attention, any other failure
	Usage       Code = 2   // nothing was tried: flags, names, configuration
	TimeOver    Code = 3   // it was not reached in time
	Denied      Code = 4   // signed out, or not allowed
	Gone        Code = 5   // what was named is not there, or not any more
	Partly      Code = 6   // some of what was asked for could not be read
	Interrupted Code = 130 // by a signal
)

// Codes are all codes with what they mean, for help and manual.
var Codes = []struct {
	Code    Code
	Meaning string
}{
	{OK, "reached, healthy, or done"},
	{Failed, "another terminal state than the one waited for; something needs attention; any other failure"},
	{Usage, "usage: flags, names or the configuration are wrong, and nothing was tried"},
	{TimeOver, "the time is over"},
	{Denied, "signed out, or not allowed"},
	{Gone, "what was named is not there, or not any more"},
	{Partly, "only a part could be read; standard error says what is missing"},
	{Interrupted, "interrupted"},
}

// Error ends the program with a code.
type Error struct {
	Code Code
	Err  error // what is said on standard error; nil if all has been said
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit code %d", e.Code)
	}
	return e.Err.Error()
}

// Unwrap returns what is said.
func (e *Error) Unwrap() error { return e.Err }

// With ends the program with a code and says why; a nil err is none.
func With(code Code, err error) error {
	if err == nil {
		return nil
	}
	if already, ok := errors.AsType[*Error](err); ok {
		return already
	}
	return &Error{code, err}
}

// Usagef is an error of who wrote the command.
func Usagef(format string, a ...any) error { return &Error{Usage, fmt.Errorf(format, a...)} }

// Silently ends the program with a code when all has been said.
func Silently(code Code) error {
	if code == OK {
		return nil
	}
	return &Error{Code: code}
}

// Of returns the code to end with after an error, and what is left to say of it.
func Of(err error) (code Code, says error) {
	if err == nil {
		return OK, nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code, e.Err
	}
	return Failed, err
}
