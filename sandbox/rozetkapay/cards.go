package rozetkapayfake

import (
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Test cards, as documented; month, year and code are free. Other numbers pay without 3-D Secure here.
const (
	CardThreeDSecure       = "4242424242424242" // success after 3-D Secure; so does 5454545454545454
	CardSuccess            = "4111111111111111" // success at once; so does 5555555555554444
	CardThreeDSecureReject = "4200000000000000" // rejected after 3-D Secure; so does 5105105105105100
	CardReject             = "4444333322221111" // rejected at once; so does 5100000020002000
	CardInsufficientFunds  = "4000000000000044"
)

// Tokens of the test cards that a fresh fake knows, for cc_token, Apple Pay and Google Pay; PutCard adds others.
const (
	TokenThreeDSecure       = "token-3ds"
	TokenSuccess            = "token-success"
	TokenThreeDSecureReject = "token-3ds-reject"
	TokenReject             = "token-reject"
	TokenInsufficientFunds  = "token-insufficient-funds"
)

// A card is a card that the fake can charge.
type card struct{ number, token string }

// threeDSecure are the cards whose bank asks the payer.
func (c card) threeDSecure() bool {
	switch c.number {
	case CardThreeDSecure, "5454545454545454", CardThreeDSecureReject, "5105105105105100":
		return true
	}
	return false
}

// fails is the code with which a charge fails, "" for none.
func (c card) fails() rozetkapayapi.ResponseCode {
	switch c.number {
	case CardThreeDSecureReject, "5105105105105100", CardReject, "5100000020002000":
		return rozetkapayapi.ResponseCodeTransactionRejected
	case CardInsufficientFunds:
		return rozetkapayapi.ResponseCodeInsufficientFunds
	}
	return ""
}

// mask hides the middle of the number.
func (c card) mask() string {
	if len(c.number) < 10 {
		return strings.Repeat("*", len(c.number))
	}
	return c.number[:6] + strings.Repeat("*", len(c.number)-10) + c.number[len(c.number)-4:]
}

// scheme is the card scheme as the first digit tells it.
func (c card) scheme() string {
	if strings.HasPrefix(c.number, "5") {
		return "mastercard"
	}
	return "visa"
}

// testCards are the tokens of a fresh fake.
func testCards() map[string]string {
	return map[string]string{
		TokenThreeDSecure: CardThreeDSecure, TokenSuccess: CardSuccess, TokenThreeDSecureReject: CardThreeDSecureReject,
		TokenReject: CardReject, TokenInsufficientFunds: CardInsufficientFunds,
	}
}

// PutCard makes a token known: a payment with it is charged to the card of that number.
func (x *Server) PutCard(token, number string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.tokens[token] = number
}

// cardOf finds the card that a payment method names, and whether 3-D Secure is wanted. The lock is held.
func (x *Server) cardOf(m *rozetkapayapi.CustomerRequestPaymentMethod) (card, bool, rozetkapayapi.ResponseCode) {
	known := func(token string, failure rozetkapayapi.ResponseCode, use *bool) (card, bool,
		rozetkapayapi.ResponseCode) {
		if number := x.tokens[token]; number != "" {
			return card{number, token}, use == nil || *use, ""
		}
		return card{}, false, failure
	}
	plain := func(number strictpay.Secret, use *bool) (card, bool, rozetkapayapi.ResponseCode) {
		return x.tokenize(number.Reveal()), use == nil || *use, ""
	}
	switch {
	case m.Cc != nil:
		return plain(m.Cc.Number, m.Cc.Use3DsFlow)
	case m.CcToken != nil:
		return known(m.CcToken.Token.Reveal(), rozetkapayapi.ResponseCodeInvalidCardToken, m.CcToken.Use3DsFlow)
	case m.ApplePay != nil:
		return known(m.ApplePay.Token.Reveal(), rozetkapayapi.ResponseCodeInvalidApplePayToken, m.ApplePay.Use3DsFlow)
	case m.GooglePay != nil:
		return known(m.GooglePay.Token.Reveal(), rozetkapayapi.ResponseCodeInvalidGooglePayToken,
			m.GooglePay.Use3DsFlow)
	case m.DecryptedApplePay != nil:
		return plain(m.DecryptedApplePay.ApplicationPrimaryAccountNumber, m.DecryptedApplePay.Use3DsFlow)
	case m.DecryptedGooglePay != nil:
		return plain(m.DecryptedGooglePay.PAN, m.DecryptedGooglePay.Use3DsFlow)
	case m.Wallet != nil:
		if number := x.walletNumber(m.Wallet.OptionID); number != "" {
			return x.tokenize(number), m.Wallet.Use3DsFlow == nil || *m.Wallet.Use3DsFlow, ""
		}
	}
	return card{}, false, rozetkapayapi.ResponseCodePaymentMethodNotFound
}

// tokenize gives a card its token. The lock is held.
func (x *Server) tokenize(number string) card {
	for token, known := range x.tokens {
		if known == number {
			return card{number, token}
		}
	}
	token := "token-" + fake.Random(8)
	x.tokens[token] = number
	return card{number, token}
}

// paidWith tells what a payment was made with, in the words of the request.
func paidWith(m *rozetkapayapi.CustomerRequestPaymentMethod, c card) *rozetkapayapi.ResultPaymentMethod {
	token, expires := strictpay.NewSecret(c.token), "2030-12-31T23:59:59Z"
	v := &rozetkapayapi.ResultPaymentMethod{Type: new(rozetkapayapi.PaymentMethodTypeCcToken)}
	mask, scheme, bank, country := c.mask(), c.scheme(), "Sandbox bank", "UA"
	switch {
	case m != nil && (m.ApplePay != nil || m.DecryptedApplePay != nil):
		v.Type = new(rozetkapayapi.PaymentMethodTypeApplePay)
		v.ApplePay = &rozetkapayapi.ApplePayResponsePaymentMethod{
			Token: &token, Mask: &mask, PaymentSystem: &scheme, BankShortName: &bank, BinCountry: &country,
			ExpiresAt: &expires,
		}
	case m != nil && (m.GooglePay != nil || m.DecryptedGooglePay != nil):
		v.Type = new(rozetkapayapi.PaymentMethodTypeGooglePay)
		v.GooglePay = &rozetkapayapi.GooglePayResponsePaymentMethod{
			Token: &token, Mask: &mask, PaymentSystem: &scheme, BankShortName: &bank, BinCountry: &country,
			ExpiresAt: &expires,
		}
	default:
		saved := m != nil && (m.Wallet != nil || m.CcToken != nil && valueOf(m.CcToken.SaveToWallet))
		v.CcToken = &rozetkapayapi.CCTokenResponsePaymentMethod{
			Token: &token, Mask: &mask, PaymentSystem: &scheme, BankShortName: &bank, BinCountry: &country,
			ExpiresAt: &expires, SavedCard: new(saved),
		}
	}
	return v
}
