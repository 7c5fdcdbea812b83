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
		WHERE state IN ('sent', 'unknown', 'pending', 'absent', 'abandoned')`,
		func(id, operation, _ string) {
			for _, of := range flows {
				if of.created == operation && !p.paid[id] && of.payer(p.in, id) == nil {
					p.paid[id] = true
				}
			}
		})
}
