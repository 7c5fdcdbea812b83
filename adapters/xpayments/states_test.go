package xpayments_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/states"
)

func TestStates(t *testing.T) {
	t.Parallel()
	type payment = xpaymentsapi.PaymentStatus
	states.Check(t, xpaymentsapi.PaymentStatusValues(), 7, []payment{3, 4, 5, 6}, []payment{4, 6})
	type operation = xpaymentsapi.OperationStatus
	states.Check(t, xpaymentsapi.OperationStatusValues(), 3, []operation{0, 1, 2}, []operation{1, 2})
}
