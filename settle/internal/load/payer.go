package main

import "github.com/strictpay/strictpay/sandbox"

// A payer pays every order that is there, as its intents become known.
type payer struct {
	in   *sandbox.Sandbox
	paid map[string]bool
}

func newPayer(in *sandbox.Sandbox) *payer { return &payer{in: in, paid: map[string]bool{}} }

func (p *payer) pay(v *view) error {
	return v.rows(`SELECT business_key, operation, '' FROM {}pay_intent
		WHERE operation IN ('createOrder', 'payPartsCreateOrder')
			AND state IN ('sent', 'unknown', 'pending', 'absent', 'abandoned')`,
		func(id, operation, _ string) {
			pay := p.in.Vertex.Pay
			if operation == "payPartsCreateOrder" {
				pay = p.in.RozetkaPay.CustomerSigns
			}
			if !p.paid[id] && pay(id) == nil {
				p.paid[id] = true
			}
		})
}
