package rozetkapay

import (
	"context"
	"errors"
	"net/url"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// Whose wallet a call is about says [CustomerAuth] or the merchant's id of the customer, external_id; the provider
// refuses a call that has neither.

// SaveByToken is a card to put into a wallet, by a token of the card widget or of an earlier payment.
func SaveByToken(token rozetkapayapi.AddCustomerCCToken) *rozetkapayapi.AddCustomerPaymentMethod {
	return &rozetkapayapi.AddCustomerPaymentMethod{
		Type: rozetkapayapi.AddCustomerPaymentMethodTypeCcToken, CcToken: &token,
	}
}

// SaveByWidget is a card to put into a wallet, as the card widget has encrypted it.
func SaveByWidget(card rozetkapayapi.AddCustomerEncryptedCCToken) *rozetkapayapi.AddCustomerPaymentMethod {
	return &rozetkapayapi.AddCustomerPaymentMethod{
		Type: rozetkapayapi.AddCustomerPaymentMethodTypeEncryptedCcToken, EncryptedCcToken: &card,
	}
}

// FollowCard asks whether a card of a wallet is confirmed until [CardFinal]. No document says how often to ask; the
// intervals in the specification are our choice.
func (c *Client) FollowCard(
	ctx context.Context, params rozetkapayapi.GetCustomerWalletConfirmationStatusParams,
) (*rozetkapayapi.GetPaymentStatus, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation(cardQuery).Polling,
		func(ctx context.Context) (*rozetkapayapi.GetPaymentStatus, error) {
			return c.GetCustomerWalletConfirmationStatus(ctx, &params)
		}, CardFinal)
}

// CardFinal reports whether nothing more is expected of anyone: the card is confirmed, or was not accepted.
func CardFinal(card *rozetkapayapi.GetPaymentStatus) bool {
	return card != nil && (isTrue(card.IsConfirmed) || card.Status != nil && card.Status.Final())
}

// What the client, as a strictpay.Asker, knows of cards in wallets. Until an answer or a callback has brought the id of
// the card, nothing can be asked about it.

const cardQuery = "getCustomerWalletConfirmationStatus"

func cardReference(optionID string) string { return "card " + optionID }

// cardQuestion is what has to be kept of a request that puts a card into a wallet: whose wallet it is.
func cardQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{Operation: sending.Operation, StatusQuery: sending.StatusQuery, Reference: "wallet"}
	path, err := url.Parse(sending.Path)
	if err != nil {
		return q, errors.New("rozetkapay: the path of the request cannot be read")
	}
	if id := path.Query().Get("external_id"); id != "" {
		q.Reference = "wallet " + id
	}
	return q, nil
}

// cardAnswered is what the call's own answer says; it names the card that is asked about from then on.
func cardAnswered(added *rozetkapayapi.AddCustomerPaymentResult) strictpay.Standing {
	s := cardProgress(added.Status, nil)
	if added.PaymentMethod == nil || added.PaymentMethod.OptionID == nil {
		return s
	}
	id := *added.PaymentMethod.OptionID
	s.Reference = cardReference(id)
	s.StatusQuery = strictpay.StatusQuery{
		Operation: cardQuery, Arguments: []strictpay.Argument{{Name: "option_id", Value: id}},
	}
	if added.Customer != nil && added.Customer.ExternalID != nil {
		s.StatusQuery.Arguments = append(s.StatusQuery.Arguments,
			strictpay.Argument{Name: "external_id", Value: *added.Customer.ExternalID})
	}
	return s
}

func cardProgress(status *rozetkapayapi.OperationStatus, confirmed *bool) strictpay.Standing {
	s := strictpay.Standing{
		Progress: strictpay.ProgressPending, Pace: ask.Pace(rozetkapayapi.API.Operation(cardQuery)),
	}
	if status != nil {
		s.Progress, s.Status = ask.Ended(status.Final(), status.Succeeded()), string(*status)
	}
	if s.Progress == strictpay.ProgressPending && isTrue(confirmed) {
		s.Progress = strictpay.ProgressDone
	}
	return s
}

// askCard asks how the confirmation of a card stands.
func (c *Client) askCard(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	var params rozetkapayapi.GetCustomerWalletConfirmationStatusParams
	params.OptionID, _ = q.StatusQuery.Get("option_id")
	if id, ok := q.StatusQuery.Get("external_id"); ok {
		params.ExternalID = &id
	}
	card, err := c.GetCustomerWalletConfirmationStatus(ctx, &params)
	switch {
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before
	case err != nil:
		return strictpay.Standing{}, err
	}
	return cardProgress(card.Status, card.IsConfirmed), nil
}

// cardNotice is what a callback of a card is about.
func cardNotice(e *CardEvent) strictpay.Notice {
	t := strictpay.Notice{Key: e.Key, Body: e.Body()}
	if method := e.Value.PaymentMethod; method != nil && method.OptionID != nil {
		t.Concerns = []strictpay.Concern{{Reference: cardReference(*method.OptionID)}}
	}
	return t
}
