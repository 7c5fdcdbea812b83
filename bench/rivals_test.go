package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay/bench/flat/plainflat"
)

// An order is what all decoders must agree on, so that the comparison is real.
type order struct {
	id                         int64
	number, status, amount     string
	paid                       time.Time
	payments                   int
	payment, failure, lastName string
	paymentAmount, instrument  string
	paymentCode                int64
}

func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

func decoders(t testing.TB) map[string]func([]byte) (order, error) {
	schema, err := orderSchema()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]func([]byte) (order, error){
		"strict": func(data []byte) (order, error) {
			v, err := strict(data)
			if err != nil {
				return order{}, err
			}
			d, p := v.Data, v.Data.Payments[0]
			return order{d.ID, d.OrderNumber, string(d.OrderStatus), d.Cost.Amount.String(), deref(d.OrderPaidAt).UTC(),
				len(d.Payments), deref(p.PaymentID),
				deref(p.PaymentStatus.Details.ErrorID), deref(d.Customer.LastName), p.Cost.Amount.String(),
				string(deref(p.InstrumentType)), deref(p.PaymentStatus.Details.Code)}, nil
		},
		"ogen": func(data []byte) (order, error) {
			v, err := byOgen(data)
			if err != nil {
				return order{}, err
			}
			d, p := v.Data, v.Data.Payments[0]
			return order{d.ID, d.OrderNumber, string(d.OrderStatus), d.Cost.Amount, d.OrderPaidAt.Value.UTC(),
				len(d.Payments), p.PaymentId.Value,
				p.PaymentStatus.Details.Value.ErrorId.Value, d.Customer.Value.LastName.Value, p.Cost.Amount,
				string(p.InstrumentType.Value), p.PaymentStatus.Details.Value.Code.Value}, nil
		},
		"plain": func(data []byte) (order, error) {
			v, err := plain(data)
			if err != nil {
				return order{}, err
			}
			return fromPlain(v), nil
		},
		"validated": func(data []byte) (order, error) {
			v, err := validated(schema, data)
			if err != nil {
				return order{}, err
			}
			return fromPlain(v), nil
		},
	}
}

func TestDecodersAgree(t *testing.T) {
	paid := time.Date(2023, 8, 29, 12, 34, 56, 0, time.UTC)
	want := order{54222, "56573FDFVFDBWF", "in_progress", "56.99", paid, 1, "79",
		"61740c87-b60d-4578-bf25-575a8c68532e", "Doe", "56.99", "card", 401}
	for name, decode := range decoders(t) {
		t.Run(name, func(t *testing.T) {
			got, err := decode(example)
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// Those that check must not be measured while they look away.
func TestDecodersCheck(t *testing.T) {
	damaged := map[string][]byte{
		"missing": bytes.Replace(example, []byte(`"orderNumber": "56573FDFVFDBWF",`), nil, 1),
		"status":  bytes.Replace(example, []byte(`"failed"`), []byte(`"perhaps"`), 1),
		"type":    bytes.Replace(example, []byte(`"autoCapture": true`), []byte(`"autoCapture": "true"`), 1),
	}
	for what, data := range damaged {
		for name, decode := range decoders(t) {
			if bytes.Equal(data, example) {
				t.Fatalf("%s: the example has changed", what)
			}
			if _, err := decode(data); err == nil && !strings.Contains(name, "plain") {
				t.Errorf("%s takes the damage %q", name, what)
			}
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	schema, err := orderSchema()
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range []rival{
		{"strict", 1, func() { must(strict(example)) }},
		{"ogen", 1, func() { must(byOgen(example)) }},
		{"plain", 1, func() { must(plain(example)) }},
		{"validated", 1, func() { must(validated(schema, example)) }},
	} {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.run()
			}
		})
	}
}

func fromPlain(v *plainflat.OrderResponse) order {
	d, p := v.Data, v.Data.Payments[0]
	failure := deref(p.PaymentStatus.Details)
	return order{d.Id, d.OrderNumber, string(d.OrderStatus), d.Cost.Amount, deref(d.OrderPaidAt).UTC(), len(d.Payments),
		deref(p.PaymentId),
		deref(failure.ErrorId), deref(deref(d.Customer).LastName), p.Cost.Amount, string(deref(p.InstrumentType)),
		deref(failure.Code)}
}
