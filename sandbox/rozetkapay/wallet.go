package rozetkapayfake

import (
	"net/http"
	"slices"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A walletKey names a customer: the account that the merchant's call is for, and the merchant's id of the customer.
type walletKey struct{ account, customer string }

// A walletState is a customer and their cards, oldest first.
type walletState struct {
	key      walletKey
	customer rozetkapayapi.CustomerWallet // without the cards
	cards    []*walletCard
}

// A walletCard is a card that was put into a wallet. Only a confirmed one is listed and can be paid with.
type walletCard struct {
	owner       *walletState
	optionID    string
	card        card // without a number while the customer has not typed it
	name        *string
	status      rozetkapayapi.OperationStatus
	makeDefault bool // once it is confirmed
	isDefault   bool
	created     time.Time
	action      *rozetkapayapi.UserAction // while it is pending
	callbackURL string
}

func (c *walletCard) confirmed() bool { return c.status == statusSuccess }

// walletOf is whose wallet a call is about: the customer of the token, else the one with external_id; the token goes
// first where there are both, which is not documented. An unknown customer is answered with 404 and data_not_found,
// which is not documented either. The lock is held.
func (x *Server) walletOf(r *http.Request, externalID *string, create bool) (*walletState, string, *refusal) {
	id := valueOf(externalID)
	if r.Header.Get(rozetkapayapi.HeaderCustomerAuth) != "" {
		id = WalletCustomer
	}
	if refused := x.asked(id); refused != nil {
		return nil, id, refused
	}
	if id == "" {
		return nil, id, newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCustomerIDNotPassed, "external_id")
	}
	key := walletKey{x.account(r), id}
	if x.wallets[key] == nil {
		if !create {
			return nil, id, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
		}
		x.newWallet(key)
	}
	return x.wallets[key], id, nil
}

// newWallet makes a customer known. The lock is held.
func (x *Server) newWallet(key walletKey) *walletState {
	w := &walletState{key: key, customer: rozetkapayapi.CustomerWallet{ExternalID: &key.customer}}
	x.wallets[key] = w
	return w
}

// find gives a card of the wallet, also one that is not confirmed; an unknown one is answered with 404 and
// payment_method_not_found, which is inferred.
func (w *walletState) find(optionID string) (*walletCard, *refusal) {
	for _, c := range w.cards {
		if c.optionID == optionID {
			return c, nil
		}
	}
	return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodePaymentMethodNotFound, "option_id")
}

// has reports whether a confirmed card has the number.
func (w *walletState) has(number string) bool {
	return slices.ContainsFunc(w.cards, func(c *walletCard) bool { return c.confirmed() && c.card.number == number })
}

// setDefault makes one card the default one. The lock is held.
func (w *walletState) setDefault(card *walletCard) {
	for _, c := range w.cards {
		c.isDefault = c == card
	}
}

// addCard puts a card into a wallet, as pending. The lock is held.
func (x *Server) addCard(w *walletState, optionID string, number card) *walletCard {
	c := &walletCard{owner: w, optionID: optionID, card: number, created: now(), status: statusPending}
	w.cards = append(w.cards, c)
	x.walletCards[optionID] = c
	return c
}

// walletNumber is the number of a card that can be paid with, "" for none. The lock is held.
func (x *Server) walletNumber(optionID string) string {
	if c := x.walletCards[optionID]; c != nil && c.confirmed() {
		return c.card.number
	}
	return ""
}

// pays reports whether a payment may name a card of the wallet: it is one of the account's, and of the customer that
// the payment names. A payment that names none may, since the customer's token is in a header. The lock is held.
func (x *Server) pays(p *paymentState, optionID string) bool {
	c := x.walletCards[optionID]
	if c == nil || c.owner.key.account != p.account {
		return false
	}
	customer := p.request.Customer
	return customer == nil || customer.ExternalID == nil || *customer.ExternalID == c.owner.key.customer
}

// saveCard puts the card of a payment into its customer's wallet where the payment asked for it: it was confirmed by
// the payment. The lock is held.
func (x *Server) saveCard(p *paymentState) {
	m, customer := p.method(), p.request.Customer
	if m == nil || m.CcToken == nil || m.CcToken.SaveToWallet == nil || !*m.CcToken.SaveToWallet ||
		customer.ExternalID == nil {
		return
	}
	key := walletKey{p.account, *customer.ExternalID}
	w := x.wallets[key]
	if w == nil {
		w = x.newWallet(key)
	}
	if !w.has(p.card.number) {
		x.addCard(w, newID(), p.card).status = statusSuccess
	}
}

// item is what the API says of a card.
func (c *walletCard) item() *rozetkapayapi.WalletItem {
	return &rozetkapayapi.WalletItem{
		Card: c.details(), OptionID: &c.optionID, IsDefault: &c.isDefault, Name: c.name,
		Type: new(rozetkapayapi.WalletItemTypeCard),
	}
}

// details are those of the card itself. The full number is kept back, as it is from shops without a certificate.
func (c *walletCard) details() *rozetkapayapi.CardItemDetails {
	if c.card.number == "" {
		return nil
	}
	return &rozetkapayapi.CardItemDetails{
		ExpiresAt: new("2030-12-31T23:59:59Z"), Mask: new(c.card.mask()),
		Token: new(strictpay.NewSecret(c.card.token)), BankShortName: new("Sandbox bank"),
		PaymentSystem: new(c.card.scheme()),
	}
}

// added is what the API says of putting the card into the wallet.
func (c *walletCard) added() *rozetkapayapi.AddCustomerPaymentResult {
	return &rozetkapayapi.AddCustomerPaymentResult{
		Action: c.action, ActionRequired: new(c.action != nil), CreatedAt: &c.created, PaymentMethod: c.item(),
		Status: new(c.status), Operation: new(rozetkapayapi.WalletOperationTypeAddPaymentMethod),
		Customer: &rozetkapayapi.WalletCustomer{ExternalID: &c.owner.key.customer},
	}
}

// shown is what the API says of the customer: their confirmed cards, since no member of a card tells whether it is.
func (w *walletState) shown() *rozetkapayapi.CustomerWallet {
	v := w.customer
	v.Wallet = []rozetkapayapi.WalletItem{}
	for _, c := range w.cards {
		if c.confirmed() {
			v.Wallet = append(v.Wallet, *c.item())
		}
	}
	return &v
}
