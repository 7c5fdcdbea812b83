package rozetkapay

import (
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// The ways to pay that a request can name. Each of these functions makes a payment method with one member filled and
// the type that goes with it; the document lists both and does not pair them, so the pairs of PayByCard and of the
// decrypted tokens are ours.

// PayByCard is a card by its number.
func PayByCard(card rozetkapayapi.CustomerCCRequestPaymentMethod) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{Type: rozetkapayapi.PaymentMethodTypeCcNumber, Cc: &card}
}

// PayByToken is a card by its token, which an earlier payment, the wallet or the card widget gave.
func PayByToken(token rozetkapayapi.CustomerCCTokenRequestPaymentMethod) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{Type: rozetkapayapi.PaymentMethodTypeCcToken, CcToken: &token}
}

// PayByWallet is a card in the customer's wallet. The call needs [CustomerAuth], or the customer's external_id.
func PayByWallet(card rozetkapayapi.CustomerWalletRequestPaymentMethod) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{Type: rozetkapayapi.PaymentMethodTypeWallet, Wallet: &card}
}

// PayByApplePay is a payment token of Apple Pay, encoded in base64.
func PayByApplePay(
	token rozetkapayapi.CustomerAppleGooglePayRequestPaymentMethod,
) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{Type: rozetkapayapi.PaymentMethodTypeApplePay, ApplePay: &token}
}

// PayByGooglePay is a payment token of Google Pay, encoded in base64; its gateway is evopay.
func PayByGooglePay(
	token rozetkapayapi.CustomerAppleGooglePayRequestPaymentMethod,
) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{Type: rozetkapayapi.PaymentMethodTypeGooglePay,
		GooglePay: &token}
}

// PayByDecryptedApplePay is what the merchant has decrypted of a token of Apple Pay.
func PayByDecryptedApplePay(
	token rozetkapayapi.CustomerDecryptedApplePayRequestPaymentMethod,
) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{
		Type: rozetkapayapi.PaymentMethodTypeApplePay, DecryptedApplePay: &token,
	}
}

// PayByDecryptedGooglePay is what the merchant has decrypted of a token of Google Pay.
func PayByDecryptedGooglePay(
	token rozetkapayapi.CustomerDecryptedGooglePayRequestPaymentMethod,
) *rozetkapayapi.CustomerRequestPaymentMethod {
	return &rozetkapayapi.CustomerRequestPaymentMethod{
		Type: rozetkapayapi.PaymentMethodTypeGooglePay, DecryptedGooglePay: &token,
	}
}

// SendToIBAN is an account as the place where the money of a payment goes.
func SendToIBAN(
	account rozetkapayapi.RecipientIBANRequestPaymentMethod,
) rozetkapayapi.RecipientRequestPaymentMethod {
	return rozetkapayapi.RecipientRequestPaymentMethod{
		Type: rozetkapayapi.RecipientPaymentMethodTypeIBAN, IBAN: &account,
	}
}

// SendToToken is a card by its token.
func SendToToken(
	token rozetkapayapi.RecipientCCTokenRequestPaymentMethod,
) rozetkapayapi.RecipientRequestPaymentMethod {
	return rozetkapayapi.RecipientRequestPaymentMethod{
		Type: rozetkapayapi.RecipientPaymentMethodTypeCcToken, CcToken: &token,
	}
}

// SendToWallet is a card in the recipient's wallet.
func SendToWallet(
	card rozetkapayapi.RecipientWalletRequestPaymentMethod,
) rozetkapayapi.RecipientRequestPaymentMethod {
	return rozetkapayapi.RecipientRequestPaymentMethod{
		Type: rozetkapayapi.RecipientPaymentMethodTypeWallet, Wallet: &card,
	}
}

// SendToCard is a card by its number.
func SendToCard(
	card rozetkapayapi.RecipientCCNumberRequestPaymentMethod,
) rozetkapayapi.RecipientRequestPaymentMethod {
	return rozetkapayapi.RecipientRequestPaymentMethod{
		Type: rozetkapayapi.RecipientPaymentMethodTypeCcNumber, CcNumber: &card,
	}
}

// PaidWith is the card behind a payment, whichever way it was named, and that way; nil where the answer has none. Only
// cards that were named by token or number tell whether they were saved.
func PaidWith(
	method *rozetkapayapi.ResultPaymentMethod,
) (*rozetkapayapi.CCTokenResponsePaymentMethod, rozetkapayapi.PaymentMethodType) {
	switch {
	case method == nil:
	case method.CcToken != nil:
		return method.CcToken, wayOf(method, rozetkapayapi.PaymentMethodTypeCcToken)
	case method.ApplePay != nil:
		card := method.ApplePay
		return &rozetkapayapi.CCTokenResponsePaymentMethod{
			BankShortName: card.BankShortName, ExpiresAt: card.ExpiresAt, Mask: card.Mask,
			PaymentSystem: card.PaymentSystem, Token: card.Token, BinCountry: card.BinCountry,
		}, wayOf(method, rozetkapayapi.PaymentMethodTypeApplePay)
	case method.GooglePay != nil:
		card := method.GooglePay
		return &rozetkapayapi.CCTokenResponsePaymentMethod{
			BankShortName: card.BankShortName, ExpiresAt: card.ExpiresAt, Mask: card.Mask,
			PaymentSystem: card.PaymentSystem, Token: card.Token, BinCountry: card.BinCountry,
		}, wayOf(method, rozetkapayapi.PaymentMethodTypeGooglePay)
	}
	return nil, ""
}

// wayOf is what an answer says of itself, else what its member says.
func wayOf(
	method *rozetkapayapi.ResultPaymentMethod, member rozetkapayapi.PaymentMethodType,
) rozetkapayapi.PaymentMethodType {
	if method.Type != nil {
		return *method.Type
	}
	return member
}
