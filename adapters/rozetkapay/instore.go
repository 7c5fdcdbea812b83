package rozetkapay

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// ErrMinorUnits is returned for an amount that is not a whole number of kopecks, or not above zero.
var ErrMinorUnits = errors.New("rozetkapay: the amount is not above zero, or has a fraction of a kopeck")

// MinorUnits writes an amount in hryvnias as requests of in-store payments have it: 10050 for 100.50. Their answers
// have the same unit, all but that of a refund, which has hryvnias.
func MinorUnits(amount strictpay.Decimal) (string, error) {
	units := amount.Decimal().Shift(2)
	if !units.IsInteger() || units.Sign() <= 0 {
		return "", ErrMinorUnits
	}
	return units.StringFixed(0), nil
}

// An InStorePaymentResolution is what asking found out about a call whose outcome was unknown. Payment is the payment
// now, nil where the provider knows none.
type InStorePaymentResolution struct {
	Finding strictpay.Finding
	Payment *rozetkapayapi.InStorePaymentInfo
}

// ResolveInStorePayment asks what became of a call about a payment at a terminal whose outcome is unknown. No document
// lists what the statuses are, so what became of a confirmation or a refund shows only in a change of the status: give
// the payment as it was before. One that has not changed leaves it unclear, as a second refund does. An error means
// that asking failed, so that the outcome is as unknown as it was.
func (c *Client) ResolveInStorePayment(
	ctx context.Context, err error, before ...*rozetkapayapi.InStorePaymentInfo,
) (*InStorePaymentResolution, error) {
	unknown, err := unknownOf(err, inStoreQuery)
	if err != nil {
		return nil, err
	}
	externalID, _ := unknown.StatusQuery.Get("external_id")
	payment, err := c.GetInStorePaymentInfo(ctx, externalID)
	switch {
	case errors.Is(err, ErrNotFound):
		return &InStorePaymentResolution{Finding: absent(unknown.Operation)}, nil
	case err != nil:
		return nil, err
	}
	finding := strictpay.Unclear
	if unknown.Operation == "createInStorePayment" ||
		len(before) > 0 && before[0] != nil && inStoreChanged(inStoreState(before[0]), payment) {
		finding = strictpay.CarriedOut
	}
	return &InStorePaymentResolution{Finding: finding, Payment: payment}, nil
}

// What the client, as a strictpay.Asker, knows of payments at terminals.

const inStoreQuery = "getInStorePaymentInfo"

func inStoreReference(id string) string { return "in-store payment " + id }

// inStoreQuestion is what has to be kept of a request. Its amount is in main units, as those of other requests are.
func inStoreQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	id, _ := sending.StatusQuery.Get("external_id")
	q := strictpay.Question{
		Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: inStoreReference(id),
		Currency: "UAH",
	}
	var amount string
	var err error
	switch q.Operation {
	case "createInStorePayment":
		var body rozetkapayapi.CreateInStorePaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, err = body.Amount, devs.Err()
	case "confirmInStorePayment":
		var body rozetkapayapi.ConfirmInStorePaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, err = body.Amount, devs.Err()
		q.Compares = true
	case "refundInStorePayment":
		var body rozetkapayapi.RefundInStorePaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		amount, err = body.Amount, devs.Err()
		q.Compares = true
	}
	if err != nil {
		return q, err
	}
	units, err := strictpay.ParseDecimal(amount)
	if err != nil {
		return q, err
	}
	q.Amount, err = strictpay.NewDecimal(units.Decimal().Shift(-2))
	return q, err
}

// inStoreAnswered is what the call's own answer says. The values of its status are not documented, so that every answer
// means that the call was carried out.
func inStoreAnswered(status *string) strictpay.Standing {
	s := strictpay.Standing{Progress: strictpay.ProgressDone}
	if status != nil {
		s.Status = *status
	}
	return s
}

// askInStore asks how a call stands.
func (c *Client) askInStore(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	id, _ := q.StatusQuery.Get("external_id")
	payment, err := c.GetInStorePaymentInfo(ctx, id)
	creates := q.Operation == "createInStorePayment"
	switch {
	case errors.Is(err, ErrNotFound) && creates:
		return strictpay.Standing{Progress: strictpay.ProgressNotSeen}, nil
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before the call
	case err != nil:
		return strictpay.Standing{}, err
	}
	s := inStoreAnswered(payment.TransactionStatus)
	s.State = inStoreState(payment)
	s.Pace = ask.Pace(rozetkapayapi.API.Operation(inStoreQuery))
	if !creates && !inStoreChanged(q.Before, payment) {
		s.Progress = strictpay.ProgressUnclear
	}
	return s, nil
}

// inStoreState is what a later status is compared with.
func inStoreState(payment *rozetkapayapi.InStorePaymentInfo) string {
	text, _ := json.Marshal([]*string{payment.TransactionStatus, payment.TransactionStatusCode}) // texts always marshal
	return string(text)
}

// inStoreChanged is whether a status is another one than in the state before. One that is not given, then or now, says
// nothing.
func inStoreChanged(before string, payment *rozetkapayapi.InStorePaymentInfo) bool {
	var was []*string
	if json.Unmarshal([]byte(before), &was) != nil || len(was) != 2 {
		return false
	}
	for i, now := range []*string{payment.TransactionStatus, payment.TransactionStatusCode} {
		if was[i] != nil && now != nil && *was[i] != *now {
			return true
		}
	}
	return false
}
