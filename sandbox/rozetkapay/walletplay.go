package rozetkapayfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// waitingCard runs a scenario on a card whose confirmation is pending.
func (x *Server) waitingCard(optionID string, fits func(*walletCard) bool, do func(*walletCard)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := x.walletCards[optionID]
	if c == nil {
		return fake.ErrNotFound
	}
	if c.status != statusPending || !fits(c) {
		return fake.ErrState
	}
	do(c)
	return nil
}

// PayerTypesCard does what the customer does on the page of a card that is added in mode hosted: they type a card, such
// as [CardSuccess], and pass through 3-D Secure where it has that.
func (x *Server) PayerTypesCard(optionID, number string) error {
	return x.waitingCard(optionID, func(c *walletCard) bool { return c.card.number == "" }, func(c *walletCard) {
		c.card = x.tokenize(number)
		x.endCard(c)
	})
}

// PayerConfirmsCard does what the customer does on the page of 3-D Secure; a test card that is rejected fails here.
func (x *Server) PayerConfirmsCard(optionID string) error {
	return x.waitingCard(optionID, func(c *walletCard) bool { return c.card.number != "" }, x.endCard)
}

// DeclineCard lets the confirmation of a card fail: the customer turns back, or the bank says no.
func (x *Server) DeclineCard(optionID string) error {
	return x.waitingCard(optionID, func(*walletCard) bool { return true }, func(c *walletCard) {
		c.status, c.action = statusFailure, nil
		x.tellCard(c)
	})
}

// cardGoesOn does what is next on the customer's side, with [CardSuccess] where they type a card.
func (x *Server) cardGoesOn(optionID string) error {
	return x.waitingCard(optionID, func(*walletCard) bool { return true }, x.typed)
}

// typed ends the confirmation of a card, which the customer types where the request had none. The lock is held.
func (x *Server) typed(c *walletCard) {
	if c.card.number == "" {
		c.card = x.tokenize(CardSuccess)
	}
	x.endCard(c)
}

// useCardPage is what the page of a card does when the customer sends it. False where no card waits on the page. The
// lock is held.
func (x *Server) useCardPage(optionID string, use bool) bool {
	c := x.walletCards[optionID]
	if c == nil || c.action == nil {
		return x.useAlternativePage(optionID, use)
	}
	if use {
		x.typed(c)
	}
	return true
}

// walletPlays are what can be done to a card in a wallet.
func (x *Server) walletPlays() []fake.Play[*walletCard] {
	waits := func(c *walletCard) bool { return c.status == statusPending }
	return []fake.Play[*walletCard]{
		fake.Simple("confirm-wallet-card", "Confirm", waits, x.cardGoesOn),
		fake.Simple("decline-wallet-card", "Decline", waits, x.DeclineCard),
	}
}

// walletRecords are the cards in wallets. The lock is held.
func (x *Server) walletRecords(plays []fake.Play[*walletCard]) []fake.Record {
	var list []fake.Record
	for id, c := range x.walletCards {
		state := string(c.status)
		if c.isDefault {
			state += ", default"
		}
		list = append(list, fake.Record{
			Kind: "wallet card", ID: id, State: state, Books: new(paymentState).books(),
			Scenarios: fake.Allowed(plays, c),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// PutWallet adds a customer, or replaces the one with the same external_id, on the account of Login. Their cards are
// confirmed; a token that the fake knows says which card it is, else the full number, else it is [CardSuccess].
func (x *Server) PutWallet(wallet rozetkapayapi.CustomerWallet) {
	x.mu.Lock()
	defer x.mu.Unlock()
	copied := new(rozetkapayapi.CustomerWallet)
	_ = jsonread.ReadInto(wallet.AppendJSON(nil), copied) // shares nothing with the caller's
	key := walletKey{x.Login, valueOf(copied.ExternalID)}
	if old := x.wallets[key]; old != nil {
		for _, c := range old.cards {
			delete(x.walletCards, c.optionID)
		}
	}
	w := x.newWallet(key)
	items := copied.Wallet
	w.customer, w.customer.Wallet = *copied, nil
	for i := range items {
		number := CardSuccess
		if details := items[i].Card; details != nil {
			switch {
			case details.Token != nil && x.tokens[details.Token.Reveal()] != "":
				number = x.tokens[details.Token.Reveal()]
			case details.FullNumber != nil:
				number = details.FullNumber.Reveal()
			}
		}
		id := valueOf(items[i].OptionID)
		if id == "" {
			id = newID()
		}
		c := x.addCard(w, id, x.tokenize(number))
		c.status, c.name, c.isDefault = statusSuccess, items[i].Name, valueOf(items[i].IsDefault)
	}
}

// GetWallet gives a customer of the account of Login as GetCustomerInfoAndWallet reports them; false if there is none.
func (x *Server) GetWallet(externalID string) (rozetkapayapi.CustomerWallet, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	w := x.wallets[walletKey{x.Login, externalID}]
	if w == nil {
		return rozetkapayapi.CustomerWallet{}, false
	}
	copied := new(rozetkapayapi.CustomerWallet)
	_ = jsonread.ReadInto(w.shown().AppendJSON(nil), copied)
	return *copied, true
}

// WalletCustomer is the customer that CustomerToken belongs to, and the owner of [WalletCard].
const WalletCustomer = "sandbox-customer"

// Seeded cards beside [WalletCard].
const (
	seedWalletWaiting  = "5b0a3a52-7c0f-4b52-8f5e-3f0b1d6c9a01" // for 3-D Secure
	seedWalletDefault  = "5b0a3a52-7c0f-4b52-8f5e-3f0b1d6c9a02"
	seedWalletRemoved  = "5b0a3a52-7c0f-4b52-8f5e-3f0b1d6c9a03"
	seedWalletCustomer = "example-customer"
)

// seedWallets puts cards into the wallets of a fresh fake.
func (x *Server) seedWallets() {
	x.PutWallet(rozetkapayapi.CustomerWallet{
		ExternalID: new(WalletCustomer), FirstName: new("Olena"), LastName: new("Example"),
		Email: new("olena@buyer.example"), Wallet: []rozetkapayapi.WalletItem{
			{OptionID: new(WalletCard), IsDefault: new(true), Name: new("Seeded card")},
		},
	})
	second := strictpay.NewSecret("5555555555554444")
	x.PutWallet(rozetkapayapi.CustomerWallet{
		ExternalID: new(seedWalletCustomer), Wallet: []rozetkapayapi.WalletItem{
			{OptionID: new(seedWalletDefault), Card: &rozetkapayapi.CardItemDetails{FullNumber: &second}},
			{OptionID: new(seedWalletRemoved), Card: &rozetkapayapi.CardItemDetails{FullNumber: &second}},
		},
	})
	waiting := x.addCard(x.wallets[walletKey{x.Login, seedWalletCustomer}], seedWalletWaiting,
		card{CardThreeDSecure, TokenThreeDSecure})
	waiting.action = x.pageAction(waiting.optionID)
}

// walletExamples are calls about wallets that a fresh fake answers with a value.
func walletExamples() []fake.Example {
	about := func(operation, customer, optionID string) fake.Example {
		set := map[string]string{"external_id": customer}
		if optionID != "" {
			set["option_id"] = optionID
		}
		if operation == "setDefaultCard" || operation == "deleteCustomerPayment" {
			set["type"] = "card"
		}
		return fake.Example{Operation: operation, Set: set}
	}
	return []fake.Example{
		about("getCustomerInfoAndWallet", WalletCustomer, ""),
		{Operation: "addCustomerPayment", Set: map[string]string{
			"external_id": "example-new-customer", "mode": "direct", "make_default": "true",
			"payment_method": `{"type":"cc_token","cc_token":{"token":"` + TokenSuccess +
				`","mask":"411111******1111","expires_at":"2030-12-31T23:59:59"}}`,
		}},
		about("getCustomerWalletItem", WalletCustomer, ""),
		about("getCustomerWalletConfirmationStatus", seedWalletCustomer, seedWalletWaiting),
		about("setDefaultCard", seedWalletCustomer, seedWalletDefault),
		about("deleteCustomerPayment", seedWalletCustomer, seedWalletRemoved),
		about("getCustomerWalletConfirmationStatus", WalletCustomer, WalletCard),
	}
}
