package rozetkapay

import "github.com/strictpay/strictpay/gen/rozetkapayapi"

// What later payments of a subscription can be made with. Each of these functions makes a payment method with one
// member filled and the type that goes with it, as the document pairs them.

// SubscriptionPayByToken is a card by its token.
func SubscriptionPayByToken(
	token rozetkapayapi.CustomerCCTokenRequestPaymentMethod,
) rozetkapayapi.SubscriptionPaymentMethod {
	return rozetkapayapi.SubscriptionPaymentMethod{
		Type: rozetkapayapi.SubscriptionPaymentMethodTypeCcToken, CcToken: &token,
	}
}

// SubscriptionPayByWallet is a card in the customer's wallet.
func SubscriptionPayByWallet(
	card rozetkapayapi.CustomerWalletRequestPaymentMethod,
) rozetkapayapi.SubscriptionPaymentMethod {
	return rozetkapayapi.SubscriptionPaymentMethod{
		Type: rozetkapayapi.SubscriptionPaymentMethodTypeWallet, Wallet: &card,
	}
}

// SubscriptionPayByApplePay is a payment token of Apple Pay, encoded in base64.
func SubscriptionPayByApplePay(
	token rozetkapayapi.CustomerAppleGooglePayRequestPaymentMethod,
) rozetkapayapi.SubscriptionPaymentMethod {
	return rozetkapayapi.SubscriptionPaymentMethod{
		Type: rozetkapayapi.SubscriptionPaymentMethodTypeApplePay, ApplePay: &token,
	}
}

// SubscriptionPayByGooglePay is a payment token of Google Pay, encoded in base64.
func SubscriptionPayByGooglePay(
	token rozetkapayapi.CustomerAppleGooglePayRequestPaymentMethod,
) rozetkapayapi.SubscriptionPaymentMethod {
	return rozetkapayapi.SubscriptionPaymentMethod{
		Type: rozetkapayapi.SubscriptionPaymentMethodTypeGooglePay, GooglePay: &token,
	}
}

// SubscriptionPayByRecurrent is a recurrent payment that the customer has begun.
func SubscriptionPayByRecurrent(
	payment rozetkapayapi.CustomerRecurrentIDRequestPaymentMethod,
) rozetkapayapi.SubscriptionPaymentMethod {
	return rozetkapayapi.SubscriptionPaymentMethod{
		Type: rozetkapayapi.SubscriptionPaymentMethodTypeRecurrentID, RecurrentID: &payment,
	}
}
