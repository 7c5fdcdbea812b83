package xpayments

import (
	"github.com/strictpay/strictpay/adapters/wire"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// Lookup finds a row of one of the code tables: payment_status, operation_status, error. Values that are typed have it as a method: status.Row().
func Lookup(table, code string) (wire.Row, bool) {
	return xpaymentsapi.API.Lookup(table, code, "")
}

// PaymentStatus is the row of a payment's status, 1 to 6.
func PaymentStatus(status xpaymentsapi.PaymentStatus) (wire.Row, bool) { return status.Row() }

// OperationStatus is the row of how a capture, void, refund, accept or decline went, 0 to 2.
func OperationStatus(status xpaymentsapi.OperationStatus) (wire.Row, bool) { return status.Row() }

// ErrorCode is the row of an error code, 502 to 506; there are more codes than have a known meaning.
func ErrorCode(code xpaymentsapi.ErrorCode) (wire.Row, bool) { return code.Row() }
