package xpaymentsfake

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/xmlread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// callBack tells the store of a payment, sealed. The lock is held.
func (x *Server) callBack(p *Payment) {
	x.sender.Send("callback", p.CallbackURL, func() fake.Delivery {
		document := xmlread.MarshalRoot("data", x.callbackData(p))
		fields := [][2]string{{"action", "callback"}, {"txnId", p.TxnID}, {"updateData", string(x.sealed(document))}}
		header, body := x.form(fields)
		return fake.Delivery{Header: header, Body: body, Opened: document}
	})
}

// callbackData is what a callback tells, in the API version that the store speaks: flat, as the connectors read it in
// every version, or nested from 1.9 on. The lock is held.
func (x *Server) callbackData(p *Payment) *xpaymentsapi.CallbackData {
	data := &xpaymentsapi.CallbackData{Error: new(xpaymentsapi.ErrorCodeNone), ErrorMessage: new("")}
	version := p.APIVersion
	if x.spoken != "" {
		version = x.spoken
	}
	if x.nested && atLeast(version, "1.9") {
		data.Payment, data.Transactions = x.view(p, version), p.history(version)
	} else {
		flatten(x.view(p, version), data)
	}
	if p.ParentID != "" {
		data.ParentID = &p.ParentID
	}
	return data
}

// form writes a form of the kind that was chosen. The lock is held.
func (x *Server) form(fields [][2]string) (http.Header, []byte) {
	if !x.multipart {
		values := url.Values{}
		for _, f := range fields {
			values.Set(f[0], f[1])
		}
		return http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, []byte(values.Encode())
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range fields {
		_ = w.WriteField(f[0], f[1]) // a Buffer takes everything
	}
	_ = w.Close()
	return http.Header{"Content-Type": {w.FormDataContentType()}}, body.Bytes()
}

// ask posts a form and waits for the answer's body. Like all callbacks it goes to loopback only, and is remembered.
func (x *Server) ask(to string, header http.Header, body []byte) ([]byte, error) {
	d, answer := x.sender.Ask(fake.Delivery{Webhook: "check_cart", URL: to, Header: header, Body: body})
	if d.Err == nil && d.Status != http.StatusOK {
		return nil, errors.New("sandbox: the store did not answer with 200")
	}
	return answer, d.Err
}
