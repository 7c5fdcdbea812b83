package xpayments_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// Callbacks of every version, both forms and both shapes come out as one typed payment, read again.
func TestCallbacksOfTheSandbox(t *testing.T) {
	t.Parallel()
	for _, version := range versions() {
		for _, way := range []string{"urlencoded", "multipart", "nested"} {
			t.Run(version+" "+way, func(t *testing.T) {
				t.Parallel()
				x, client := open(t)
				x.SendMultipart(way == "multipart")
				x.SendNested(way == "nested")
				if err := client.SetAPIVersion(version); err != nil {
					t.Fatal(err)
				}
				s := &store{}
				id := begin(t, client, "order-7", s.listen(t, client))
				if err := x.Pay(id); err != nil {
					t.Fatal(err)
				}
				if err := x.AdminCapture(id, strictpay.MustDecimal("20")); err != nil {
					t.Fatal(err)
				}
				deliveries := x.Deliveries()
				for _, d := range deliveries {
					if d.Status != http.StatusOK || d.Err != nil {
						t.Errorf("delivery: status %d, %v", d.Status, d.Err)
					}
				}
				s.mu.Lock()
				defer s.mu.Unlock()
				if asked := len(s.checks) == 1; asked != (version >= "1.3") || asked &&
					s.checks[0] != (xpayments.CheckCart{TxnID: id, RefID: "order-7"}) {
					t.Errorf("asked about %v", s.checks)
				}
				if len(s.events) != 2 || len(s.failed) != 0 {
					t.Fatalf("%d events, %v", len(s.events), s.failed)
				}
				last := s.events[1]
				if last.TxnID != id || *last.Payment.Status != xpaymentsapi.PaymentStatusCharged ||
					last.ParentID != "" || last.Deviations != nil {
					t.Errorf("event %v", last.Payment)
				}
				mustBe(t, "captured", last.Payment.CapturedAmount, "20.00")
				reported := xpayments.CallbackPaymentOf(last.Data)
				mustBe(t, "captured as reported", reported.CapturedAmount, "20.00")
				if has := last.Data.Payment != nil; has != (version == "1.9" && way == "nested") {
					t.Errorf("nested: %v", has)
				}
				if s.events[0].Key == last.Key || last.Key == "" {
					t.Errorf("keys %q and %q", s.events[0].Key, last.Key)
				}
			})
		}
	}
}

// Up to 1.8 the store's own requests are told as well; from 1.9 only what others did.
func TestWhoGetsWhat(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]int{"1.8": 3, "1.9": 2} {
		x, client := open(t)
		if err := client.SetAPIVersion(version); err != nil {
			t.Fatal(err)
		}
		s := &store{}
		id := begin(t, client, "order-7", s.listen(t, client))
		if err := x.Pay(id); err != nil {
			t.Fatal(err)
		}
		if _, err := client.PaymentCapture(t.Context(), xpaymentsapi.PaymentCaptureRequest{TxnID: id}); err != nil {
			t.Fatal(err)
		}
		if err := x.AdminRefund(id, strictpay.Decimal{}); err != nil {
			t.Fatal(err)
		}
		x.Deliveries()
		if len(s.events) != want {
			t.Errorf("%s: %d events, want %d", version, len(s.events), want)
		}
	}
}

func TestRepeatsHaveOneKey(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	x.Repeat(2)
	s := &store{}
	id := begin(t, client, "order-7", s.listen(t, client))
	if err := x.Pay(id); err != nil {
		t.Fatal(err)
	}
	x.Deliveries()
	if len(s.events) != 3 || s.events[0].Key != s.events[1].Key || s.events[1].Key != s.events[2].Key {
		t.Errorf("%d events", len(s.events))
	}
	// The same data, sealed anew, is the same delivery still.
	first, again := deliver(t, client, id, s.events[0].Data), deliver(t, client, id, s.events[0].Data)
	if first.Key != again.Key {
		t.Error("the key depends on the sealing")
	}
}

func TestRechargeOutsideTheStore(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	s := &store{}
	id := begin(t, client, "order-7", s.listen(t, client))
	if err := x.PaySaving(id); err != nil {
		t.Fatal(err)
	}
	again, err := x.AdminRecharge(id, strictpay.MustDecimal("5"))
	if err != nil {
		t.Fatal(err)
	}
	x.Deliveries()
	if last := s.events[len(s.events)-1]; last.TxnID != again || last.ParentID != id {
		t.Errorf("txnId %s, parentId %s", last.TxnID, last.ParentID)
	}
}

// A forged callback opens and reads well, because nothing signs it. Reading the payment again shows what it is worth.
func TestForgedCallbackIsNotBelieved(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-1")
	forged, err := client.NewCallback(id,
		&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusCharged), ChargedAmount: amount("59.90")})
	if err != nil {
		t.Fatal(err)
	}
	s := &store{}
	if status := post(s.handler(t, client), forged); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	if got := s.events[0]; *got.Payment.Status != xpaymentsapi.PaymentStatusNew ||
		*got.Data.Status != xpaymentsapi.PaymentStatusCharged {
		t.Errorf("payment %v", got.Payment)
	}
}

func TestCheckCart(t *testing.T) {
	t.Parallel()
	changed := order("", "").Cart
	changed.TotalCost = amount("12.34")
	for _, c := range []struct {
		name   string
		answer *xpaymentsapi.CheckCartAnswer
		refuse error
		err    error
		total  string
		ref    string
	}{
		{"nothing to say", nil, nil, nil, "59.9", "order-7"},
		{"not changed", &xpaymentsapi.CheckCartAnswer{Status: xpaymentsapi.CartStatusNotChanged}, nil, nil, "59.9",
			"order-7"},
		{"another reference", &xpaymentsapi.CheckCartAnswer{Status: xpaymentsapi.CartStatusNotChanged,
			RefID: new("order & 8")}, nil, nil, "59.9", "order &amp; 8"},
		{"changed", &xpaymentsapi.CheckCartAnswer{Status: xpaymentsapi.CartStatusChanged, Cart: &changed,
			RefID: new("order-8")}, nil, nil, "12.34", "order-8"},
		{"changed without a cart", &xpaymentsapi.CheckCartAnswer{Status: xpaymentsapi.CartStatusChanged}, nil,
			xpaymentsfake.ErrCart, "59.9", "order-7"},
		{"a wrong answer", &xpaymentsapi.CheckCartAnswer{Status: "maybe"}, nil, xpaymentsfake.ErrCart, "59.9",
			"order-7"},
		{"the store fails", nil, errors.New("no database"), xpaymentsfake.ErrCart, "59.9", "order-7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x, client := open(t)
			s := &store{answer: c.answer, refuse: c.refuse}
			id := begin(t, client, "order-7", s.listen(t, client))
			if err := x.Pay(id); !errors.Is(err, c.err) {
				t.Fatal(err)
			}
			p, _ := x.GetPayment(id)
			if p.Total.String() != c.total || p.RefID != c.ref || p.Declined != (c.err != nil) {
				t.Errorf("total %s, reference %s, declined %v", p.Total, p.RefID, p.Declined)
			}
		})
	}
}
