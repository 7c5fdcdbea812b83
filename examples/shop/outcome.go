package main

import (
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
)

// An Advice is what the shop does after a call: which status an order gets, and what the caller is told. The text has
// nothing of the provider's words in it, which may repeat what a customer typed.
type Advice struct {
	HTTP   int
	Text   string
	Status Status // "" leaves the order as it is
	Again  bool   // the same call may be made again
}

// adviceOf says what to do after a call, for each of the outcomes.
func adviceOf(err error) Advice {
	switch strictpay.OutcomeOf(err) {
	case strictpay.Done:
		return Advice{HTTP: http.StatusOK}
	case strictpay.Refused: // the provider said no, and nothing happened
		var refusal *strictpay.Refusal
		errors.As(err, &refusal)
		switch {
		case errors.Is(err, strictpay.ErrNotFound):
			return Advice{HTTP: http.StatusNotFound, Text: "the provider does not know this order"}
		case errors.Is(err, strictpay.ErrRateLimited):
			return Advice{HTTP: http.StatusServiceUnavailable, Text: "too many calls, try again in a minute",
				Again: true}
		case errors.Is(err, strictpay.ErrUnauthorized):
			return Advice{HTTP: http.StatusBadGateway, Text: "the shop's credentials are refused"} // wake somebody up
		}
		return Advice{HTTP: http.StatusConflict, Text: "refused with code " + refusal.Code, Status: StatusNotPaid}
	case strictpay.Unsent: // nothing left this machine
		var unsent *strictpay.NotSent
		errors.As(err, &unsent)
		if len(unsent.Deviations) > 0 { // the request contradicts the specification: calling again changes nothing
			return Advice{HTTP: http.StatusUnprocessableEntity, Text: "the order cannot be sent: " + err.Error()}
		}
		return Advice{HTTP: http.StatusServiceUnavailable, Text: "the provider cannot be reached, try again",
			Again: true}
	case strictpay.Unknown: // money may have moved, and asking did not tell
		return Advice{HTTP: http.StatusAccepted, Text: "it is not known yet whether it was done",
			Status: StatusUncertain}
	case strictpay.Contradicted: // the answer is not what the documentation promises
		// a person must look
		return Advice{HTTP: http.StatusBadGateway, Text: "the provider's answer cannot be trusted"}
	case strictpay.NotAvailable: // a question that got no answer
		return Advice{HTTP: http.StatusServiceUnavailable, Text: "the provider does not answer, try again", Again: true}
	}
	return Advice{HTTP: http.StatusInternalServerError, Text: "something else went wrong"}
}
