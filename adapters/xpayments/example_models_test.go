package xpayments_test

import (
	"fmt"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// A payment's status is a number; its row says what it means.
func Example_lookUpACode() {
	for _, status := range []xpaymentsapi.PaymentStatus{xpaymentsapi.PaymentStatusNew, 4, 99} {
		row, found := status.Row()
		fmt.Println(status, found, row.Text)
	}
	// Output:
	// 1 true new
	// 4 true charged
	// 99 false
}
