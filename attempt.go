package strictpay

import (
	"strconv"
	"time"
)

// An Attempt is one sending of a call's request.
type Attempt struct {
	Began    time.Time
	Duration time.Duration // until its answer was read, or it failed
	Status   int           // HTTP status; 0 where no answer came
	Class    Class         // of the failure; "" for none, whatever the status
	// MayHaveArrived is false only if the request provably never left this machine.
	MayHaveArrived bool
}

// String says what came of the attempt.
func (a Attempt) String() string {
	text := describeAttempt(a)
	if !a.MayHaveArrived {
		text += ", not sent"
	}
	return text + " after " + a.Duration.Round(time.Millisecond).String()
}

func describeAttempt(a Attempt) string {
	switch {
	case a.Status != 0 && a.Class != "":
		return "HTTP " + strconv.Itoa(a.Status) + ", " + string(a.Class)
	case a.Status != 0:
		return "HTTP " + strconv.Itoa(a.Status)
	case a.Class != "":
		return string(a.Class)
	}
	return "no answer"
}
