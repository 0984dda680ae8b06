// Package write is the only way in which the program changes anything at AWS. A Call
// says how a request is made, what it touches and how a snapshot shows that it was
// carried out; a Form, a Confirmation or a Batch sends it, says how it ended, and has
// it looked up where no answer came back. What the calls are is declared by the rooms.
package write
