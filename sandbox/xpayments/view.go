package xpaymentsfake

import (
	"reflect"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// view is a payment as an API version shows it. The lock is held.
func (x *Server) view(p *Payment, version string) *xpaymentsapi.Payment {
	l := x.limits(p)
	status := p.Status()
	v := &xpaymentsapi.Payment{
		Status: &status, Message: new(statusTexts[status]), IsFraudStatus: &p.Held, Currency: &p.Currency,
		TransactionInProgress: &p.InProgress, TxnID: &p.TxnID,
		Amount: money(p.Total), Authorized: money(p.Authorized), ChargedAmount: money(p.Charged()),
		CapturedAmount: money(p.Captured), CapturedAmountAvail: money(l.capture),
		VoidedAmount: money(p.Voided), VoidedAmountAvail: money(l.void),
		RefundedAmount: money(p.Refunded), RefundedAmountAvail: money(l.refund),
		FraudAuthorized: money(decimal.Zero), FraudCharged: money(decimal.Zero),
		AuthorizeInProgress: money(decimal.Zero), ChargeInProgress: money(decimal.Zero),
		CapturedAmountAvailMin: money(l.captureMin), CapturedAmountAvailGateway: money(l.capture),
		CapturedAmountAvailMinGateway: money(l.captureMin),
		VoidedAmountAvailGateway:      money(l.void), RefundedAmountAvailGateway: money(l.refund),
		LastMessage: new(p.lastMessage()),
	}
	if !atLeast(version, "1.9") {
		v.ChargedAmount = money(p.Charged().Sub(p.Refunded))
	}
	if p.Held {
		v.FraudAuthorized, v.FraudCharged = money(p.Authorized), money(p.Charged())
	}
	if p.InProgress && p.charge {
		v.ChargeInProgress = money(p.Total)
	} else if p.InProgress {
		v.AuthorizeInProgress = money(p.Total)
	}
	if status != xpaymentsapi.PaymentStatusNew {
		v.Advinfo = xpaymentsapi.AdvancedInfo{{Name: "txn_id", Value: p.gatewayID(len(p.Transactions))},
			{Name: "AVS", Value: "Y"}}
		addCard(v, p, version)
	}
	return v
}

// addCard adds what is known of the card, and of the check that holds the payment, where the version tells it.
func addCard(v *xpaymentsapi.Payment, p *Payment, version string) {
	if atLeast(version, "1.5") {
		v.CardValidation = &xpaymentsapi.CardValidation{AVSZ: new(xpaymentsapi.TriStateMatch),
			AVSC: new(xpaymentsapi.TriStateUnknown), AVSA: new(xpaymentsapi.TriStateMatch),
			CVV: new(xpaymentsapi.TriStateMatch)}
		v.MaskedCardData = &xpaymentsapi.MaskedCardData{First6: new("411111"), Last4: new("1111"), Type: new("VISA"),
			ExpireMonth: new("09"), ExpireYear: new("2039")}
	}
	if atLeast(version, "1.6") {
		v.SaveCard = new(xpaymentsapi.YesNoNo)
		if p.CardSaved {
			v.SaveCard = new(xpaymentsapi.YesNoYes)
		}
	}
	if !atLeast(version, "1.7") || !p.Held && !p.decided {
		return
	}
	check := xpaymentsapi.FraudCheck{Code: new(xpaymentsapi.FraudSourceKount), Service: new("Kount"),
		Result: new(xpaymentsapi.FraudResultReview), Score: new("72")}
	if atLeast(version, "1.8") {
		check.Code, check.Module = new(xpaymentsapi.FraudSourceAntiFraud), new("Kount")
	}
	v.FraudCheckData = []xpaymentsapi.FraudCheck{check}
}

// gatewayID is the gateway's name for the payment's n-th transaction. Each has its own: stores tell transactions by
// it.
func (p *Payment) gatewayID(n int) string {
	return "GW-" + p.TxnID[:min(8, len(p.TxnID))] + "-" + strconv.Itoa(n)
}

func (p *Payment) lastMessage() string {
	if len(p.Transactions) == 0 {
		return ""
	}
	if p.Transactions[len(p.Transactions)-1].OK {
		return "Approved"
	}
	return "Declined"
}

// history is the payment's transactions as an API version shows them, the newest last.
func (p *Payment) history(version string) []xpaymentsapi.Transaction {
	var all []xpaymentsapi.Transaction
	for i, t := range p.Transactions {
		v := xpaymentsapi.Transaction{
			Date: new(t.Date), Action: new(t.Action), Status: new("Success"), Message: new("Approved"),
			Total: new(t.Amount.StringFixed(2) + " " + p.Currency),
			Txnid: new(p.gatewayID(i + 1)), PaymentStatus: new(statusTexts[t.Status]),
		}
		if !t.OK {
			v.Status, v.Message = new("Failed"), new("Declined")
		}
		switch {
		case atLeast(version, "1.9"):
			v.Attempts = new(t.Attempts)
		case atLeast(version, "1.8") && t.Attempts > 1:
			v.Action = new(t.Action + " (" + strconv.Itoa(int(t.Attempts)) + " attempts)")
		case !atLeast(version, "1.7") && (p.Held || p.decided):
			v.Fields = []xpaymentsapi.TransactionField{{Name: new("[Kount] Score"), Value: new("72")}}
		}
		all = append(all, v)
	}
	return all
}

func money(d decimal.Decimal) *strictpay.Decimal {
	return new(strictpay.MustDecimal(d.StringFixed(2)))
}

// flatten puts a payment's fields directly into an answer that has them under the same names.
func flatten[T any](from *xpaymentsapi.Payment, to *T) *T {
	source, target := reflect.ValueOf(from).Elem(), reflect.ValueOf(to).Elem()
	for i := range source.NumField() {
		target.FieldByName(source.Type().Field(i).Name).Set(source.Field(i))
	}
	return to
}
