package sandbox

import (
	"crypto/md5" // #nosec G501 -- what the test of the connection is made of
	"encoding/hex"
	"errors"
	"io"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// xpaymentsRead reads the request of an operation strictly. Of drift it takes no notice, as the real one does.
func xpaymentsRead[T any, P interface {
	*T
	xmlread.Readable
}](r *http.Request) (P, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	return xpaymentsDecode[T, P](body, "request")
}

func xpaymentsDecode[T any, P interface {
	*T
	xmlread.Readable
}](document []byte, root string) (P, error) {
	v := P(new(T))
	devs := xmlread.Decoder{Entities: true}.Decode(document, root, v)
	return v, devs.Err()
}

// xpaymentsWrong tells a store where its request contradicts the specification.
func xpaymentsWrong(w io.Writer, code string, err error) {
	text := "The request cannot be read"
	if found := (*strictpay.Error)(nil); errors.As(err, &found) && len(found.Deviations) > 0 {
		text = "The request is wrong: " + found.Deviations[0].String()
	}
	_, _ = w.Write(xpaymentsRefusal(code, text))
}

func xpaymentsWrite(w io.Writer, v xmlread.Writable) { _, _ = w.Write(xmlread.MarshalRoot("data", v)) }

// ConnectTest answers with the hash of the code.
func (x xpaymentsCalls) ConnectTest(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.ConnectTestRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	sum := md5.Sum([]byte(body.TestCode)) // #nosec G401
	xpaymentsWrite(w, &xpaymentsapi.ConnectTestResult{HashCode: new(hex.EncodeToString(sum[:])), IsErrorMessage: new(""), Version: new(xpaymentsRelease)})
}

// PaymentConfigurationsGet answers with the configurations.
func (x xpaymentsCalls) PaymentConfigurationsGet(w http.ResponseWriter, r *http.Request) {
	xpaymentsWrite(w, &xpaymentsapi.PaymentConfigurations{PaymentModule: x.configurationsOf(xpaymentsVersion(r)), IsErrorMessage: new(""), Version: new(xpaymentsRelease)})
}

// with runs do on a payment, or answers that there is none.
func (x *XPayments) with(w io.Writer, txnID string, do func(p *XPaymentsPayment)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil {
		_, _ = w.Write(xpaymentsRefusal("sandbox-unknown-payment", "There is no such payment"))
		return
	}
	do(p)
}

// PaymentGetInfo answers flat up to API 1.8, and nested from 1.9.
func (x xpaymentsCalls) PaymentGetInfo(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentGetInfoRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	version := xpaymentsVersion(r)
	x.with(w, body.TxnID, func(p *XPaymentsPayment) {
		x.refresh(p, body.Refresh)
		info := &xpaymentsapi.PaymentInfo{IsErrorMessage: new(""), Version: new(xpaymentsRelease)}
		if version < "1.9" {
			xpaymentsFlatten(x.view(p, version), info)
		} else {
			info.Payment, info.Transactions = x.view(p, version), p.history(version)
		}
		xpaymentsWrite(w, info)
	})
}

// PaymentGetAdditionalInfo answers nested in every version.
func (x xpaymentsCalls) PaymentGetAdditionalInfo(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentGetAdditionalInfoRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	version := xpaymentsVersion(r)
	x.with(w, body.TxnID, func(p *XPaymentsPayment) {
		if version >= "1.9" {
			x.refresh(p, body.Refresh)
		}
		xpaymentsWrite(w, &xpaymentsapi.PaymentDetails{Payment: x.view(p, version), Transactions: p.history(version), IsErrorMessage: new(""), Version: new(xpaymentsRelease)})
	})
}

// change answers an operation on a payment, and calls back where the version does that for the store's own requests.
func (x *XPayments) change(w io.Writer, r *http.Request, txnID string, do func(p *XPaymentsPayment) xpaymentsDone) {
	version := xpaymentsVersion(r)
	x.with(w, txnID, func(p *XPaymentsPayment) {
		done := do(p)
		result := &xpaymentsapi.OperationResult{Status: &done.status, Message: &done.message, IsErrorMessage: new(""), Version: new(xpaymentsRelease)}
		if version >= "1.9" {
			result.Payment = x.view(p, version)
		}
		if version < "1.9" && done.status == xpaymentsapi.OperationStatusDone {
			x.callBack(p)
		}
		xpaymentsWrite(w, result)
	})
}

// PaymentCapture captures.
func (x xpaymentsCalls) PaymentCapture(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentCaptureRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, func(p *XPaymentsPayment) xpaymentsDone { return x.capture(p, body.Amount) })
}

// PaymentVoid voids.
func (x xpaymentsCalls) PaymentVoid(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentVoidRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, func(p *XPaymentsPayment) xpaymentsDone { return x.void(p, body.Amount) })
}

// PaymentRefund refunds.
func (x xpaymentsCalls) PaymentRefund(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentRefundRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, func(p *XPaymentsPayment) xpaymentsDone { return x.refund(p, body.Amount) })
}

// PaymentAccept accepts a held payment.
func (x xpaymentsCalls) PaymentAccept(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentAcceptRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, x.accept)
}

// PaymentDecline declines a held payment.
func (x xpaymentsCalls) PaymentDecline(w http.ResponseWriter, r *http.Request) {
	body, err := xpaymentsRead[xpaymentsapi.PaymentDeclineRequest](r)
	if err != nil {
		xpaymentsWrong(w, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, x.decline)
}
