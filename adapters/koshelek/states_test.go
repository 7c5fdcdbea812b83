package koshelek_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/internal/states"
)

func TestStates(t *testing.T) {
	t.Parallel()
	type transaction = koshelekapi.TransactionStatus
	states.Check(t, koshelekapi.TransactionStatusValues(), "on_hold",
		[]transaction{"rejected", "accepted", "canceled", "refunded", "partial_refunded"},
		[]transaction{"accepted", "partial_refunded"})
	type ref = koshelekapi.RefStatus
	states.Check(t, koshelekapi.RefStatusValues(), "", []ref{"rejected", "accepted"}, []ref{"accepted"})
}
