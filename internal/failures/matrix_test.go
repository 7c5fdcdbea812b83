package failures

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/transport"
)

// classes are what the transport has to call a fault; "" where it got an answer, which the typed call judges.
var classes = map[rig.Fault]strictpay.Class{
	rig.CutBefore: strictpay.ClassCut, rig.CutBody: strictpay.ClassCut, rig.CutHead: strictpay.ClassCut,
	rig.TooLong: strictpay.ClassCut, rig.Already: strictpay.ClassCut,
	rig.NotHTTP: strictpay.ClassProtocol, rig.SlowHead: strictpay.ClassTimeout, rig.SlowBody: strictpay.ClassTimeout,
	rig.GzipBomb: strictpay.ClassTooLarge, rig.Endless: strictpay.ClassTooLarge,
}

// Every operation of every API meets every fault; in a short run, an eighth of them.
func TestEveryOperationMeetsEveryFault(t *testing.T) {
	t.Parallel()
	all := calls()
	sideBySide(all, func(c call) {
		place := slices.IndexFunc(all, func(other call) bool { return other.String() == c.String() })
		for i, fault := range rig.Faults() {
			if testing.Short() && (place+i)%8 != 0 {
				continue // a short run: each operation meets some faults, and each fault some operations
			}
			if !fault.Slow() {
				meet(t, c, fault)
			}
		}
	})
}

// The slow ones wait for the clients' patience to end, all at once.
func TestEveryOperationMeetsSlowAnswers(t *testing.T) {
	t.Parallel()
	for _, fault := range []rig.Fault{rig.SlowHead, rig.SlowBody} {
		sideBySide(calls(), func(c call) { meet(t, c, fault) })
	}
}

func meet(t *testing.T, c call, fault rig.Fault) {
	if fault == rig.OtherOrder {
		return // the proxy knows an order by the user agent of its flow: the rig's flows meet this one
	}
	if bodiless(c) && (fault == rig.CutBody || fault == rig.TooShort || fault == rig.TooLong || fault == rig.SlowBody ||
		fault == rig.Damaged) {
		return // there is no body to spoil
	}
	if fault == rig.Already && refusedRepeat(c) == "" {
		return // it is the same as a cut
	}
	what := c.String() + ", " + string(fault)
	err := patiently(fault.Slow(), func(opts ...strictpay.Option) error {
		x := set(t, c, append(opts, strictpay.WithRetries(0))...)
		defer x.close(t, what)
		x.proxy.Always(func(*http.Request) (rig.FaultPlan, bool) {
			return rig.FaultPlan{Fault: fault, Done: true}, true
		})
		return x.call(t.Context(), c)
	})
	switch {
	case !fault.Spoils():
		if err != nil {
			t.Errorf("%s: the answer came whole: %v", what, err)
		}
	case fault == rig.RateLimited && c.Sealing == nil: // else refusals come sealed
		if !errors.Is(err, strictpay.ErrRateLimited) || errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Errorf("%s: a documented refusal: %v", what, err)
		}
	default:
		checkUnknown(t, what, c, err)
		if class := transport.ClassOf(err); class != classes[fault] {
			t.Errorf("%s: class %q, want %q: %v", what, class, classes[fault], err)
		}
	}
}

// refusedRepeat is what refuses a repeat of the call as done already; "" where nothing is known.
func refusedRepeat(c call) string {
	for end, refusal := range c.Soak.Already {
		if strings.HasSuffix(c.op.Path, end) {
			return refusal
		}
	}
	return ""
}

// A repeat that the client makes by itself, because the first answer was lost, and that is refused as done already:
// that is no refusal of the call, whose first attempt moved money.
func TestRepeatsThatAreRefusedAsDone(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, c := range calls() {
		refusal := refusedRepeat(c)
		if refusal == "" {
			continue
		}
		tried++
		if !c.op.MovesMoney || c.op.IdempotencyKey == "" {
			t.Errorf("%s: the client does not repeat it", c)
		}
		x := set(t, c, strictpay.WithRetries(1))
		x.proxy.Always(func(*http.Request) (rig.FaultPlan, bool) {
			return rig.FaultPlan{Fault: rig.Already, Done: true}, true
		})
		err := x.call(t.Context(), c)
		checkUnknown(t, c.String(), c, err)
		var unknown *strictpay.OutcomeUnknown
		if errors.Is(err, strictpay.ErrRefused) || !errors.As(err, &unknown) || unknown.Refusal == nil ||
			!strings.Contains(refusal, `"`+unknown.Refusal.Code+`"`) || len(unknown.Attempts) != 2 {
			t.Errorf("%s: %v", c, err)
		}
		x.close(t, c.String())
	}
	if tried == 0 {
		t.Error("no call was tried")
	}
}

// bodiless: the answer of success has no body.
func bodiless(c call) bool {
	a := &c.op.Answers[0]
	return a.MediaType == "" || a.MayBeEmpty
}

// What goes out is as secret as what comes back: a card number and its code, a token, an account.
var planted = []string{
	"4111111111111111", "4929-CVV-PLANTED", "card-token-5512-7731", "DE02120300000000202051",
	"fingerprint-of-the-desk-123456", "+380930000001", "ada@shop.example",
}

// Requests that hold card data meet every fault that ends at once.
func TestCardDataIsNotPrinted(t *testing.T) {
	t.Parallel()
	var create call
	for _, c := range calls() {
		if c.String() == "rozetkapay.payPartsCreateOrder" {
			create = c
		}
	}
	for _, fault := range append(rig.Faults(), rig.None) {
		if fault.Slow() || fault == rig.OtherOrder { // see meet
			continue
		}
		x := set(t, create, strictpay.WithRetries(0))
		x.proxy.Always(func(*http.Request) (rig.FaultPlan, bool) {
			return rig.FaultPlan{Fault: fault, Done: true}, true
		})
		order := rozetkapayapi.CreatePayPartsOrder{
			BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: "planted",
			Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH", PartsCount: 3,
			Description: "Planted", Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example",
				Phone: new("+380930000001"), PaymentMethod: &rozetkapayapi.PayPartsPaymentMethod{
					Type: rozetkapayapi.PayPartsPaymentMethodTypeCard,
					Card: &rozetkapayapi.PayPartsCardPaymentMethod{
						Number: strictpay.NewSecret("4111111111111111"), ExpMonth: 12, ExpYear: 2030,
					},
				}},
		}
		client := x.client.(*rozetkapay.Client)
		_, err := client.PayPartsCreateOrder(t.Context(), order)
		x.tally.LookAt(err)
		if (err != nil) != fault.Spoils() {
			t.Errorf("%s: %v", fault, err)
		}
		order.Customer.PaymentMethod.Card.CVV = new(strictpay.NewSecret("4929-CVV-PLANTED"))
		_, err = client.PayPartsCreateOrder(t.Context(), order)
		x.tally.LookAt(err)
		x.close(t, string(fault))
	}
}

// The search itself: what it is to find, it finds.
func TestPlantedSecretsWouldBeFound(t *testing.T) {
	t.Parallel()
	tally := rig.NewTally()
	tally.Plant("a secret of some length")
	tally.LookAt(&strictpay.NotSent{Err: errors.New("it said: a secret of some length")})
	if tally.Counts().Leaks == 0 {
		t.Error("not found")
	}
}
