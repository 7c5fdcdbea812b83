package invoke

import (
	"net/http"

	"github.com/strictpay/strictpay"
)

// Facts are all that the outcome of a call depends on.
type facts struct {
	movesMoney bool
	unsent     bool // every attempt provably never left
	whole      bool // an answer came to its end
	opened     bool // it came sealed and was opened: what it says counts, whatever the HTTP status
	status     int
	declared   bool // the status is one of the operation's successes
	empty      bool // there is no body
	otherOrder bool // it is about something else than what was asked
	saysNo     bool // it says no, in members that were read without violation
	violated   bool // any other violation, or any deviation where reading is exact
	earlier    bool // an earlier attempt of the same call may have arrived
}

// outcome is that of the call. Where money moves, everything that leaves open whether it moved is unknown.
func (f *facts) outcome() strictpay.Outcome {
	switch o := f.asAnswered(); {
	case !f.movesMoney:
		return o
	case o == strictpay.NotAvailable, o == strictpay.Contradicted:
		return strictpay.Unknown
	case o == strictpay.Refused && (f.earlier || f.refusedByOther()):
		return strictpay.Unknown
	default:
		return o
	}
}

// asAnswered is the outcome where no money moves: the first case that fits counts.
func (f *facts) asAnswered() strictpay.Outcome {
	switch {
	case f.unsent:
		return strictpay.Unsent
	case !f.whole, f.serverFailed():
		return strictpay.NotAvailable
	case f.otherOrder:
		return strictpay.Contradicted
	case f.refused():
		return strictpay.Refused
	case f.violated, !f.opened && !f.declared:
		return strictpay.Contradicted
	}
	return strictpay.Done
}

// serverFailed: the status says that there is no answer to the question.
func (f *facts) serverFailed() bool {
	return !f.opened && (f.status == http.StatusRequestTimeout || f.status >= 500 && f.status < 600)
}

// refused: 401, 403 and 429 say no by themselves, any other 4xx and a 2xx by what is in the body.
func (f *facts) refused() bool {
	switch {
	case f.opened:
		return f.saysNo
	case f.byStatus():
		return true
	}
	return f.saysNo && (f.status >= 400 && f.status < 500 || f.status >= 200 && f.status < 300)
}

func (f *facts) byStatus() bool {
	switch f.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		return true
	}
	return false
}

// refusedByOther: a 403 or 429 with a body that the provider's documents do not know. A server before the provider may
// have written it, or one behind it.
func (f *facts) refusedByOther() bool {
	refused := f.status == http.StatusForbidden || f.status == http.StatusTooManyRequests
	return refused && !f.opened && !f.empty && !f.saysNo
}
