package rozetkapayfake

import (
	"net/http"
	"slices"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// GetCustomerInfoAndWallet tells a customer and their cards.
func (c calls) GetCustomerInfoAndWallet(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.GetCustomerInfoAndWalletParams,
) {
	x := c.Server
	x.mu.Lock()
	wallet, id, refused := x.walletOf(r, params.ExternalID, false)
	if refused != nil {
		x.reply(w, r, id, nil, refused)
		return
	}
	x.reply(w, r, id, wallet.shown(), nil)
}

// AddCustomerPayment puts a card into a wallet, and makes the customer known. A card without 3-D Secure, or that is to
// skip it, is confirmed at once.
func (c calls) AddCustomerPayment(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.AddCustomerPaymentParams,
) {
	x := c.Server
	var body rozetkapayapi.AddCustomerPaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	wallet, id, refused := x.walletOf(r, params.ExternalID, true)
	var added *walletCard
	if refused == nil {
		added, refused = x.putIn(wallet, &body)
	}
	if refused != nil {
		x.reply(w, r, id, nil, refused)
		return
	}
	x.reply(w, r, id, added.added(), nil)
}

// putIn is AddCustomerPayment on a wallet. Statuses and codes of the refusals are inferred. The lock is held.
func (x *Server) putIn(w *walletState, body *rozetkapayapi.AddCustomerPaymentRequest) (*walletCard, *refusal) {
	var number card
	ask := true
	switch {
	case body.Mode == rozetkapayapi.PaymentModeHosted && body.CallbackURL == nil:
		return nil, newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCallbackURLMissing, "callback_url")
	case body.Mode == rozetkapayapi.PaymentModeHosted:
	case body.Mode != rozetkapayapi.PaymentModeDirect:
		return nil, newRefusal(
			http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodePaymentFlowNotSupported, "mode",
		)
	case body.PaymentMethod == nil:
		return nil, newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "payment_method")
	default:
		number, ask = x.walletToken(body.PaymentMethod)
		if number.number == "" {
			return nil, newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCardToken,
				"payment_method")
		}
		if w.has(number.number) {
			return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodePaymentMethodAlreadyConfirmed,
				"payment_method")
		}
	}
	added := x.addCard(w, newID(), number)
	added.callbackURL = valueOf(body.CallbackURL)
	added.makeDefault = valueOf(body.MakeDefault)
	if number.number == "" || ask && number.threeDSecure() {
		added.action = x.pageAction(added.optionID)
		x.tellCard(added)
		return added, nil
	}
	x.endCard(added)
	return added, nil
}

// walletToken finds the card that a request names, and whether 3-D Secure is wanted. What the card widget encrypts is a
// token here. The lock is held.
func (x *Server) walletToken(m *rozetkapayapi.AddCustomerPaymentMethod) (card, bool) {
	token, use := "", (*bool)(nil)
	switch {
	case m.CcToken != nil:
		token, use = m.CcToken.Token.Reveal(), m.CcToken.Use3DsFlow
	case m.EncryptedCcToken != nil:
		token, use = m.EncryptedCcToken.Data.Reveal(), m.EncryptedCcToken.Use3DsFlow
	}
	return card{x.tokens[token], token}, use == nil || *use
}

// endCard brings the confirmation of a card to its end, as the card decides, and sends the callback. The lock is held.
func (x *Server) endCard(c *walletCard) {
	c.status, c.action = statusSuccess, nil
	if c.card.fails() != "" {
		c.status = statusFailure
	}
	if c.confirmed() && c.makeDefault {
		c.owner.setDefault(c)
	}
	x.tellCard(c)
}

// tellCard sends the callback of a card that is added. The lock is held.
func (x *Server) tellCard(c *walletCard) {
	x.post("walletAddPaymentConfirmation", c.callbackURL, func() writable { return c.added() })
}

// onCard answers a call about one card of a wallet.
func (x *Server) onCard(
	w http.ResponseWriter, r *http.Request, externalID *string, optionID string, answer func(*walletCard) writable,
) {
	x.mu.Lock()
	wallet, id, refused := x.walletOf(r, externalID, false)
	var found *walletCard
	if refused == nil {
		found, refused = wallet.find(optionID)
	}
	if refused != nil {
		x.reply(w, r, id, nil, refused)
		return
	}
	x.reply(w, r, id, answer(found), nil)
}

// GetCustomerWalletConfirmationStatus tells whether a card is confirmed.
func (c calls) GetCustomerWalletConfirmationStatus(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.GetCustomerWalletConfirmationStatusParams,
) {
	c.onCard(w, r, params.ExternalID, params.OptionID, func(found *walletCard) writable {
		return &rozetkapayapi.GetPaymentStatus{
			Card: found.details(), OptionID: &found.optionID, IsConfirmed: new(found.confirmed()),
			Type: new(rozetkapayapi.WalletItemTypeCard), Status: new(found.status),
		}
	})
}

// GetCustomerWalletItem tells one card, the default one where none is named, which is inferred.
func (c calls) GetCustomerWalletItem(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.GetCustomerWalletItemParams,
) {
	x := c.Server
	x.mu.Lock()
	wallet, id, refused := x.walletOf(r, params.ExternalID, false)
	if refused == nil {
		for _, card := range wallet.cards {
			if card.confirmed() &&
				(params.OptionID == nil && card.isDefault || valueOf(params.OptionID) == card.optionID) {
				x.reply(w, r, id, card.item(), nil)
				return
			}
		}
		refused = newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodePaymentMethodNotFound, "option_id")
	}
	x.reply(w, r, id, nil, refused)
}

// SetDefaultCard makes a confirmed card the default one.
func (c calls) SetDefaultCard(w http.ResponseWriter, r *http.Request, params rozetkapayapi.SetDefaultCardParams) {
	var body rozetkapayapi.SetDefaultCardRequest
	if !c.read(w, r, &body) {
		return
	}
	c.onCard(w, r, params.ExternalID, body.OptionID, func(found *walletCard) writable {
		if found.confirmed() {
			found.owner.setDefault(found)
		}
		return &rozetkapayapi.SetDefaultCardResponse{
			OptionID: &found.optionID, Type: &body.Type, Success: new(found.confirmed()),
		}
	})
}

// DeleteCustomerPayment takes a card out of the wallet. No payment can name it from then on.
func (c calls) DeleteCustomerPayment(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.DeleteCustomerPaymentParams,
) {
	x := c.Server
	var body rozetkapayapi.DeleteCustomerPaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.onCard(w, r, params.ExternalID, body.OptionID, func(found *walletCard) writable {
		found.owner.cards = slices.DeleteFunc(found.owner.cards, func(c *walletCard) bool { return c == found })
		delete(x.walletCards, found.optionID)
		return &rozetkapayapi.DeleteCustomerPaymentResult{
			Delete: new(true), OptionID: &found.optionID, Type: new(rozetkapayapi.PaymentMethodTypeCard),
		}
	})
}
