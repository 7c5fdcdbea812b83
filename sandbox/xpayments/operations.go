package xpaymentsfake

import (
	"crypto/md5" // #nosec G501 -- what the test of the connection is made of
	"encoding/hex"
	"errors"
	"io"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// read reads the request of an operation.
func read[T any, P interface {
	*T
	jsonread.Readable
}](r *http.Request) (P, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	return decode[T, P](body)
}

// writeWrongRequest tells a store where its request contradicts the specification.
func writeWrongRequest(w io.Writer, r *http.Request, code string, err error) {
	text := "The request cannot be read"
	if found := (*strictpay.Contradiction)(nil); errors.As(err, &found) && len(found.Deviations) > 0 {
		text = "The request is wrong: " + found.Deviations[0].String()
	}
	_, _ = w.Write(refusal(version(r), code, text))
}

func write(w io.Writer, v xmlread.Writable) { _, _ = w.Write(xmlread.MarshalRoot("data", v)) }

// ConnectTest answers with the hash of the code.
func (x calls) ConnectTest(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.ConnectTestRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	sum := md5.Sum([]byte(body.TestCode)) // #nosec G401
	version := version(r)
	write(w, &xpaymentsapi.ConnectTestResult{HashCode: new(hex.EncodeToString(sum[:])), IsErrorMessage: new(""),
		Version: release(version)})
}

// PaymentConfigurationsGet answers with the configurations.
func (x calls) PaymentConfigurationsGet(w http.ResponseWriter, r *http.Request) {
	version := version(r)
	write(w, &xpaymentsapi.PaymentConfigurations{PaymentModule: x.configurationsOf(version), IsErrorMessage: new(""),
		Version: release(version)})
}

// with runs do on a payment, or answers that there is none.
func (x *Server) with(w io.Writer, version, txnID string, do func(p *Payment)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil {
		_, _ = w.Write(refusal(version, "sandbox-unknown-payment", "There is no such payment"))
		return
	}
	do(p)
}

// PaymentGetInfo answers flat up to API 1.8, and nested from 1.9.
func (x calls) PaymentGetInfo(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentGetInfoRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	version := version(r)
	x.with(w, version, body.TxnID, func(p *Payment) {
		x.refresh(p, body.Refresh)
		info := &xpaymentsapi.PaymentInfo{IsErrorMessage: new(""), Version: release(version)}
		if !atLeast(version, "1.9") {
			flatten(x.view(p, version), info)
		} else {
			info.Payment, info.Transactions = x.view(p, version), p.history(version)
		}
		write(w, info)
	})
}

// PaymentGetAdditionalInfo answers nested in every version.
func (x calls) PaymentGetAdditionalInfo(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentGetAdditionalInfoRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	version := version(r)
	x.with(w, version, body.TxnID, func(p *Payment) {
		if atLeast(version, "1.9") {
			x.refresh(p, body.Refresh)
		}
		write(w, &xpaymentsapi.PaymentDetails{Payment: x.view(p, version), Transactions: p.history(version),
			IsErrorMessage: new(""), Version: release(version)})
	})
}

// change answers an operation on a payment, and calls back where the version does that for the store's own requests.
func (x *Server) change(w io.Writer, r *http.Request, txnID string, do func(p *Payment) outcome) {
	version := version(r)
	x.with(w, version, txnID, func(p *Payment) {
		done := do(p)
		result := &xpaymentsapi.OperationResult{Status: &done.status, Message: &done.message, IsErrorMessage: new(""),
			Version: release(version)}
		if atLeast(version, "1.9") {
			result.Payment = x.view(p, version)
		}
		if !atLeast(version, "1.9") && done.status == xpaymentsapi.OperationStatusDone {
			x.callBack(p)
		}
		write(w, result)
	})
}

// PaymentCapture captures.
func (x calls) PaymentCapture(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentCaptureRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, func(p *Payment) outcome { return x.capture(p, body.Amount) })
}

// PaymentVoid voids.
func (x calls) PaymentVoid(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentVoidRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, func(p *Payment) outcome { return x.void(p, body.Amount) })
}

// PaymentRefund refunds.
func (x calls) PaymentRefund(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentRefundRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, func(p *Payment) outcome { return x.refund(p, body.Amount) })
}

// PaymentAccept accepts a held payment.
func (x calls) PaymentAccept(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentAcceptRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, x.accept)
}

// PaymentDecline declines a held payment.
func (x calls) PaymentDecline(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentDeclineRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "sandbox-wrong-request", err)
		return
	}
	x.change(w, r, body.TxnID, x.decline)
}
