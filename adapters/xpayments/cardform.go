package xpayments

import (
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/url"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// AllowSaveCard says whether the buyer's card is kept for later recharges. API 1.6 and later; before, PaymentInit has
// saveCard.
type AllowSaveCard string

// Choices of AllowSaveCard.
const (
	SaveCardUnsaid   AllowSaveCard = ""  // the field is left out
	SaveCardMust     AllowSaveCard = "Y" // the card is kept
	SaveCardOptional AllowSaveCard = "O" // the buyer chooses
	SaveCardNever    AllowSaveCard = "N"
)

var (
	// ErrToken is returned by [Client.CardForm] for a token that is not 32 characters long.
	ErrToken = errors.New("xpayments: the token is not the one of PaymentInit")
	// ErrSaveCard is returned by [Client.CardForm] for a choice that does not exist, or not in the API version
	// spoken.
	ErrSaveCard = errors.New("xpayments: allow_save_card is Y, O or N, and API 1.6 and later")
)

// A CardForm is the form that the buyer's browser posts to open the card page. It holds the payment's token and
// prints redacted.
type CardForm struct {
	Action string // where it is posted to: {url}/payment.php
	fields [][2]string
}

// CardForm makes the form for the token of a PaymentInit. The buyer comes back to returnUrl, see [ParseReturn].
func (c *Client) CardForm(token strictpay.Secret, save AllowSaveCard) (*CardForm, error) {
	if len(token.Reveal()) != 32 {
		return nil, ErrToken
	}
	if c.sealed == nil {
		return nil, invoke.ErrNoClient
	}
	form := &CardForm{c.sealed.chain.BaseURL() + "/payment.php",
		[][2]string{{"target", "main"}, {"action", "start"}, {"token", token.Reveal()}}}
	switch save {
	case SaveCardUnsaid:
		return form, nil
	case SaveCardMust, SaveCardOptional, SaveCardNever:
		if !versionBefore(c.APIVersion(), "1.6") {
			form.fields = append(form.fields, [2]string{"allow_save_card", string(save)})
			return form, nil
		}
	}
	return nil, ErrSaveCard
}

// versionBefore compares versions part by part: 1.9 is before 1.10.
func versionBefore(a, b string) bool { return check.CompareVersions(a, b) < 0 }

// Values are the form's fields: target, action, token and, where it was said, allow_save_card.
func (f *CardForm) Values() url.Values {
	values := make(url.Values, len(f.fields))
	for _, field := range f.fields {
		values.Set(field[0], field[1])
	}
	return values
}

// HTML is the form with hidden fields and a button of that label, everything escaped. Without a label there is no
// button, and the page submits the form itself.
func (f *CardForm) HTML(label string) string {
	var b strings.Builder
	b.WriteString(`<form method="post" action="` + html.EscapeString(f.Action) + `">` + "\n")
	for _, field := range f.fields {
		b.WriteString(`<input type="hidden" name="` + html.EscapeString(field[0]) + `" value="` +
			html.EscapeString(field[1]) + `">` + "\n")
	}
	if label != "" {
		b.WriteString(`<button type="submit">` + html.EscapeString(label) + "</button>\n")
	}
	b.WriteString("</form>\n")
	return b.String()
}

// Format prints the form without its token, whatever the verb.
func (f CardForm) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, "xpayments.CardForm{Action: "+f.Action+", redacted}")
}

// LogValue is what log/slog prints.
func (f CardForm) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(f)) }
