package sandbox

import (
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// Credentials are what the fakes ask for and sign with. They are new in every sandbox unless one is started with
// those of an earlier one, as for a service whose settings are written down. They can be kept as JSON, and are
// secrets of nothing but a sandbox.
type Credentials struct {
	RozetkaPay rozetkapayfake.Credentials
	Koshelek   koshelekfake.Credentials
	XPayments  xpaymentsfake.Credentials
	Vertex     vertexfake.Credentials
}

// Credentials are those of this sandbox.
func (s *Sandbox) Credentials() *Credentials {
	return &Credentials{
		RozetkaPay: s.RozetkaPay.Credentials,
		Koshelek:   s.Koshelek.Credentials,
		XPayments:  s.XPayments.Credentials,
		Vertex:     s.Vertex.Credentials,
	}
}

// use puts the credentials in before anything is served.
func (s *Sandbox) use(c *Credentials) error {
	s.RozetkaPay.Credentials = c.RozetkaPay
	s.Koshelek.Credentials = c.Koshelek
	s.Vertex.Credentials = c.Vertex
	return s.XPayments.Use(c.XPayments)
}
