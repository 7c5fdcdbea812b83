package koshelekfake

import (
	"net/http"
	"time"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// state is a payment as transactionStatus and the postback show it, together with one of its cancellations or refunds;
// ref may be nil.
func (p *payment) state(requestID string, ref *reference) koshelekapi.TransactionState {
	s := koshelekapi.TransactionState{
		RequestID: requestID, TransactionID: p.TransactionID, Status: p.Status, Slip: p.slip(ref),
	}
	group := koshelekapi.PaymentGroupSBP
	if p.PaymentType == koshelekapi.PaymentTypeDolyame {
		group = koshelekapi.PaymentGroupInstallment
		provider := koshelekapi.PaymentProviderDolyame
		s.PaymentProvider = &provider
	}
	s.PaymentGroup = &group
	if p.Status == koshelekapi.TransactionStatusRejected && p.ErrorCode != "" {
		code := p.ErrorCode
		s.ErrorCode = &code
	}
	if ref != nil {
		id, status := ref.id, ref.status
		s.RefTransactionID, s.RefStatus = &id, &status
		if ref.code != "" {
			code := ref.code
			s.ErrorCode = &code
		}
	}
	return s
}

// slip is the bank operation: of the refund where one went through, else of the payment where that did.
func (p *payment) slip(ref *reference) *koshelekapi.Slip {
	if !p.charged() {
		return nil
	}
	currency := string(koshelekapi.CurrencyRUB)
	s := &koshelekapi.Slip{
		ID: related(p.TransactionID, "51"), PaymentType: p.PaymentType, StoreID: p.StoreID, OrderID: p.OrderID,
		PaymentTransactionID: p.TransactionID,
		OperationDateTime:    p.paid, TotalAmount: p.TotalAmount, Currency: &currency,
	}
	if p.TerminalID != "" {
		desk := p.TerminalID
		s.TerminalID = &desk
	}
	if p.PaymentType == koshelekapi.PaymentTypeSBP {
		merchant, qrc, kzo := "MB0000000001", "AD1000"+short(p.TransactionID), "7F3A"
		s.MerchantID, s.QRCID, s.KZO = &merchant, &qrc, &kzo
	}
	if ref != nil && ref.refund && ref.status == koshelekapi.RefStatusAccepted {
		id, operation := ref.id, "RB"+short(ref.id)
		s.ID, s.RefundTransactionID, s.OperationID = related(ref.id, "52"), &id, &operation
		s.OperationDateTime, s.TotalAmount = ref.done, ref.amount
	}
	return s
}

// related makes one GUID out of another, always the same.
func related(id, prefix string) string {
	if len(id) < 2 {
		return prefix
	}
	return prefix + id[2:]
}

func short(id string) string { return id[:min(8, len(id))] }

// now has the milliseconds of a slip and no more.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// move gives a payment its next status and tells the merchant. The lock is held.
func (x *Server) move(p *payment, to koshelekapi.TransactionStatus, ref *reference) {
	p.Status = to
	if to == koshelekapi.TransactionStatusAccepted && (ref == nil || !ref.refund) {
		p.paid = now()
	}
	x.notify(p, ref)
}

// A postback is where the merchant wants postbacks, and with which login.
type postback struct{ url, login, password string }

// SetCallbacks sends every further change of a payment to a URL on loopback, with HTTP Basic as the real postback has
// it. The empty URL, and a fresh fake, send none.
func (x *Server) SetCallbacks(url, login, password string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.postback = postback{url, login, password}
}

// notify posts the state. The requestId in it is that of the checkout, which is a guess. The lock is held, so the order
// of postbacks is that of the changes.
func (x *Server) notify(p *payment, ref *reference) {
	if x.postback.url == "" {
		return
	}
	r := http.Request{Header: http.Header{"Content-Type": {"application/json"}}}
	r.SetBasicAuth(x.postback.login, x.postback.password)
	x.sender.Post(fake.Delivery{
		Webhook: "postback", URL: x.postback.url, Header: r.Header, Body: p.state(p.RequestID, ref).AppendJSON(nil),
	})
}
