package rozetkapayfake

import (
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A subscriptionState is a subscription with its payments, oldest first.
type subscriptionState struct {
	account  string
	person   rozetkapayapi.UserInfo // the customer
	value    rozetkapayapi.Subscription
	card     card
	next     time.Time // when something happens by itself: a charge, another try, or the end
	day      int       // of the month on which it began, to which shorter months give way
	payments []*subscriptionPayment
	changing *card // the payment method that waits for its customer
}

// A subscriptionPayment is one attempt to charge, with its repeats.
type subscriptionPayment struct {
	value    rozetkapayapi.SubscriptionPayment
	refunded bool
}

const (
	subscriptionPending  = rozetkapayapi.SubscriptionStatePending
	subscriptionActive   = rozetkapayapi.SubscriptionStateActive
	subscriptionInactive = rozetkapayapi.SubscriptionStateInactive
)

func (s *subscriptionState) is(state rozetkapayapi.SubscriptionState) bool {
	return valueOf(s.value.State) == state
}

func (s *subscriptionState) active() bool { return s.is(subscriptionActive) }

func (p *subscriptionPayment) is(status rozetkapayapi.OperationStatus) bool {
	return valueOf(p.value.Details.Status) == status
}

// last is the latest payment, nil for none.
func (s *subscriptionState) last() *subscriptionPayment {
	if len(s.payments) == 0 {
		return nil
	}
	return s.payments[len(s.payments)-1]
}

// customer is who a call is for: the identifier in the identity service first, as the document says, then the customer
// of the token, then the merchant's own identifier; "" for nobody.
func customer(r *http.Request, rid, externalID *string) string {
	switch {
	case valueOf(rid) != "":
		return *rid
	case r.Header.Get(rozetkapayapi.HeaderCustomerAuth) != "":
		return WalletCustomer
	}
	return valueOf(externalID)
}

// nobody is the refusal of a call that does not say who its customer is, which is inferred from the code's name.
func nobody() *refusal {
	return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCustomerIDNotPassed, "external_id")
}

// findSubscription gives a customer's subscription. Status and code for an unknown one are inferred. The lock is held.
func (x *Server) findSubscription(account, who, id string) (*subscriptionState, *refusal) {
	if refused := x.asked(id); refused != nil {
		return nil, refused
	}
	s := x.subscriptions[id]
	switch {
	case who == "":
		return nil, nobody()
	case s == nil || s.account != account || valueOf(s.value.CustomerID) != who:
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeSubscriptionNotFound, "subscription_id")
	}
	return s, nil
}

// schedule sets when a billing period begins and ends. The lock is held.
func (s *subscriptionState) schedule(start, next time.Time) {
	s.next = next
	s.value.StartDate = new(start.UTC().Format(time.DateOnly))
	s.value.DueDate, s.value.NextPaymentDate = dateOnly(&next), dateOnly(&next)
	day := start.UTC().Truncate(24 * time.Hour)
	s.value.TimeOfDay = new(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Add(start.Sub(day)))
}

// touch notes a change of a subscription. The lock is held.
func (x *Server) touch(s *subscriptionState) { s.value.UpdatedAt = new(x.clock()) }

// tellSubscription sends a callback: to the address of the subscription, else to those of its plan. The lock is held.
func (x *Server) tellSubscription(
	s *subscriptionState, event rozetkapayapi.SubscriptionCallbackType, value rozetkapayapi.Subscription,
	payment *subscriptionPayment,
) {
	body := func() writable {
		v := &rozetkapayapi.SubscriptionCallback{
			Event: &event, Subscription: &value, Customer: &s.person, PaymentMethod: paidWith(nil, s.card),
		}
		if payment != nil {
			v.Payment = &payment.value
			if payment.is(statusSuccess) {
				v.ReceiptURL = new(x.URL + receiptPath + valueOf(payment.value.ID))
			}
		}
		return v
	}
	if s.value.CallbackURL != nil {
		x.post("subscription", *s.value.CallbackURL, body)
		return
	}
	if plan := x.plans[valueOf(s.value.PlanID)]; plan != nil {
		for _, to := range plan.callbacks {
			x.post("subscription", valueOf(to.URL), body)
		}
	}
}

// bill begins a payment of a subscription. The lock is held.
func (x *Server) bill(s *subscriptionState, amount strictpay.Decimal) *subscriptionPayment {
	created := x.clock()
	p := &subscriptionPayment{value: rozetkapayapi.SubscriptionPayment{
		ID: new(newID()), SubscriptionID: s.value.ID, Details: &rozetkapayapi.SubscriptionPaymentDetails{
			Amount: &amount, Currency: s.value.Currency, Description: s.value.Description, CreatedAt: &created,
			RetryCount: new(int32(0)), RefundOnProcessed: new(false),
			BankName: new("Sandbox bank"), TerminalName: new("sandbox"),
			Meta: &rozetkapayapi.SubscriptionPaymentMeta{
				PaymentMethod: &rozetkapayapi.SubscriptionPaymentMetaPaymentMethod{
					Type: new(rozetkapayapi.PaymentMethodTypeCcToken), Mask: new(s.card.mask()),
					BankShortName: new("Sandbox bank"),
				},
			},
		},
	}}
	s.payments = append(s.payments, p)
	return p
}

// end moves a payment on. The lock is held.
func (x *Server) end(
	p *subscriptionPayment, status rozetkapayapi.OperationStatus, code rozetkapayapi.ResponseCode,
) {
	d := *p.value.Details // callbacks have the former one
	d.Status, d.StatusCode, d.UpdatedAt = &status, &code, new(x.clock())
	d.StatusDescription = nil
	if row, ok := rozetkapayapi.API.Lookup("status", string(code), ""); ok && row.Text != "" {
		d.StatusDescription = &row.Text
	}
	if status.Final() {
		d.ProcessedAt, d.NextProcessingDate = d.UpdatedAt, nil
		p.value.UserAction = nil
	}
	if status == statusSuccess {
		d.TransactionID, d.RRN, d.AuthCode = new(newID()), new("33"+x.number()), new("A"+x.number())
	}
	p.value.Details = &d
}

// books are those of one subscription; a check of a payment method is a charge and its refund. The lock is held.
func (s *subscriptionState) books() fake.Books {
	zero := strictpay.MustDecimal("0")
	books := fake.Books{Held: zero, Charged: zero, Refunded: zero, Canceled: zero}
	for _, p := range s.payments {
		if !p.is(statusSuccess) {
			continue
		}
		amount := valueOf(p.value.Details.Amount).Decimal()
		books.Payments, books.Charges = books.Payments+1, books.Charges+1
		books.Charged = fake.Amount(books.Charged.Decimal().Add(amount))
		if p.refunded {
			books.Refunds, books.Refunded = books.Refunds+1, fake.Amount(books.Refunded.Decimal().Add(amount))
		}
	}
	return books
}
