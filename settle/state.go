package settle

import "slices"

// A State is how far an intent has come.
type State string

// The states. An intent begins prepared or sent. Done and refused never change.
const (
	Prepared State = "prepared" // kept, and the state before the call is being read: no byte has left
	Sent     State = "sent"     // bytes may have left
	Unknown  State = "unknown"  // the call got no answer that tells
	Pending  State = "pending"  // the provider has it, and more is to come

	Done      State = "done"      // carried out
	Refused   State = "refused"   // ended without what the call was for
	NotSent   State = "not sent"  // nothing was done; the same key may try again
	Absent    State = "absent"    // the provider has known nothing of it for long enough
	Abandoned State = "abandoned" // asked for as long as is reasonable; a person has to look
)

// Final reports whether the outcome is delivered: nothing more is expected. Absent, abandoned and not sent can still
// be followed by another version.
func (s State) Final() bool {
	return slices.Contains([]State{Done, Refused, NotSent, Absent, Abandoned}, s)
}

// settled: no evidence changes it.
func (s State) settled() bool { return s == Done || s == Refused }

// asked: the ask job works on it.
func (s State) asked() bool { return s == Sent || s == Unknown || s == Pending }

// unsettled is the list of states that are asked about or being prepared, for SQL. The partial indexes have the same.
const unsettled = `('prepared', 'sent', 'unknown', 'pending')`
