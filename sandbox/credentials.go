package sandbox

import (
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// Credentials are what the fakes ask for and sign with. They are new in every sandbox unless one is started with
// those of an earlier one, as for a service whose settings are written down. They can be kept as JSON, and are
// secrets of nothing but a sandbox.
type Credentials struct {
	RozetkaPay struct{ Login, Password, ChildLogin, CustomerToken string }
	Koshelek   struct{ Login, Password string }
	Vertex     struct{ Token, WebhookSecret string }
	XPayments  xpaymentsfake.Secrets
}

// Credentials are those of this sandbox.
func (s *Sandbox) Credentials() (*Credentials, error) {
	c := new(Credentials)
	r := &c.RozetkaPay
	r.Login, r.Password, r.ChildLogin = s.RozetkaPay.Login, s.RozetkaPay.Password, s.RozetkaPay.ChildLogin
	r.CustomerToken = s.RozetkaPay.CustomerToken
	c.Koshelek.Login, c.Koshelek.Password = s.Koshelek.Login, s.Koshelek.Password
	c.Vertex.Token, c.Vertex.WebhookSecret = s.Vertex.Token, s.Vertex.WebhookSecret
	var err error
	c.XPayments, err = s.XPayments.Secrets()
	return c, err
}

// use puts the credentials in before anything is served.
func (s *Sandbox) use(c *Credentials) error {
	r := &c.RozetkaPay
	s.RozetkaPay.Login, s.RozetkaPay.Password, s.RozetkaPay.ChildLogin = r.Login, r.Password, r.ChildLogin
	s.RozetkaPay.CustomerToken = r.CustomerToken
	s.Koshelek.Login, s.Koshelek.Password = c.Koshelek.Login, c.Koshelek.Password
	s.Vertex.Token, s.Vertex.WebhookSecret = c.Vertex.Token, c.Vertex.WebhookSecret
	return s.XPayments.Use(c.XPayments)
}
