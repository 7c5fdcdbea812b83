package rozetkapay

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// What the client, as a strictpay.Asker, knows of payment instructions: what they are about. Asking tells nothing of
// them.

func instructionsReference(id string) string { return "payment instructions " + id }

// instructionsQuestion is what has to be kept of a request for instructions: the id of all of them together, or of the
// first order where there is none, and what is to be paid in all.
func instructionsQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{Operation: sending.Operation}
	var body rozetkapayapi.CreatePaymentInstructionsRequest
	devs := jsonread.ReadInto(sending.Body, &body)
	if err := devs.Err(); err != nil {
		return q, err
	}
	q.Currency = body.Currency
	switch {
	case body.BatchExternalID != nil && *body.BatchExternalID != "":
		q.Reference = instructionsReference(*body.BatchExternalID)
	case len(body.Orders) > 0:
		q.Reference = instructionsReference(body.Orders[0].ExternalID)
	}
	var err error
	q.Amount, err = total(body.Orders, func(order *rozetkapayapi.PaymentInstructionOrder) strictpay.Decimal {
		return order.Amount
	})
	return q, err
}

// total is the sum of the amounts of a request's orders.
func total[T any](orders []T, amount func(*T) strictpay.Decimal) (strictpay.Decimal, error) {
	var sum strictpay.Decimal
	for i := range orders {
		next, err := strictpay.NewDecimal(sum.Decimal().Add(amount(&orders[i]).Decimal()))
		if err != nil {
			return sum, err
		}
		sum = next
	}
	return sum, nil
}
