package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/giveup"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestEveryOperationUnderEveryFault(t *testing.T) {
	t.Parallel()
	for _, fault := range []struct {
		id    string
		kinds []strictpay.Kind // of the contradiction; none: there is no whole answer
	}{
		{fake.FaultHTML, []strictpay.Kind{strictpay.KindMediaType}},
		{fake.FaultSlow, nil},
		{fake.FaultCut, nil},
		{fake.FaultLarge, []strictpay.Kind{strictpay.KindSize}},
		{fake.FaultDamaged, []strictpay.Kind{strictpay.KindType, strictpay.KindDuplicate, strictpay.KindType}},
	} {
		t.Run(fault.id, func(t *testing.T) {
			t.Parallel()
			s, client := connect(t, strictpay.WithRetries(0))
			for _, c := range callsOf(s) {
				if c.identifier == "" { // it names no order to choose a fault by
					continue
				}
				ctx := context.Background()
				if fault.id == fake.FaultSlow {
					ctx = giveup.OnceSent(ctx)
				}
				err := c.make(ctx, client, fault.id)
				if err == nil {
					t.Errorf("%s: no error", c.operation)
					continue
				}
				if errors.Is(err, strictpay.ErrNotSent) || errors.Is(err, rozetkapay.ErrNotFound) {
					t.Errorf("%s passes for not sent, or not found: %v", c.operation, err)
				}
				var unknown *strictpay.OutcomeUnknown
				if errors.As(err, &unknown) != c.movesMoney {
					t.Errorf("%s: outcome unknown is %v, it should be %v: %v", c.operation, !c.movesMoney, c.movesMoney,
						err)
				} else if c.movesMoney {
					named := slices.ContainsFunc(unknown.StatusQuery.Arguments,
						func(a strictpay.Argument) bool { return a.Value == fault.id })
					if unknown.StatusQuery.Operation != c.asked || c.asked != "" && !named &&
						c.identifier != "plan_id" { // a subscription is looked for among those of its customer
						t.Errorf("%s: reference %v", c.operation, unknown.StatusQuery)
					}
				}
				found := strictpay.DeviationsOf(err)
				if (len(found) > 0) != (fault.kinds != nil) {
					t.Errorf("%s: %v", c.operation, err)
				} else if answer := rozetkapayapi.API.Operation(c.operation).Answer(http.StatusOK); answer != nil {
					kinds := fault.kinds
					if _, small := answer.New().(*rozetkapayapi.DefaultResponse); small && len(kinds) > 2 {
						kinds = kinds[:2] // it has one member
					}
					for i, kind := range kinds {
						if i >= len(found) || found[i].Kind != kind {
							t.Errorf("%s: %v", c.operation, found)
							break
						}
					}
				}
			}
			// What the calls did is done, whatever became of their answers: created, confirmed, refunded once, in
			// parts, by card and at a terminal. A client that gives up may be gone before the fake reads what it sent.
			if fault.id == fake.FaultSlow {
				return
			}
			if books := s.Books(fault.id); books.Charges != 3 || books.Refunds != 3 ||
				!books.Charged.Equal(books.Refunded) {
				t.Errorf("books: %+v", books)
			}
		})
	}
}

func TestALostAnswerIsAskedFor(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	s.FaultNext(fake.FaultCut)
	o := order("lost", rozetkapayfake.PhoneNoPage)
	_, err := client.PayPartsCreateOrder(ctx, o)
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) {
		t.Fatalf("%v", err)
	}
	id, _ := unknown.StatusQuery.Get("external_id")
	info, err := client.PayPartsRequestInfo(ctx, id)
	if err != nil || *info.PurchaseDetails.StatusCode != rozetkapayapi.StatusCodeContractWasSignedOnClientSide {
		t.Fatalf("%v %v", info, err)
	}
	_, err = client.PayPartsCreateOrder(ctx, o)
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	s.FaultNext(fake.FaultCut)
	if _, err := client.PayPartsConfirmOrder(ctx,
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "lost"}); !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Fatalf("%v", err)
	}
	_, err = client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "lost"})
	refused(t, err, http.StatusConflict, "action_already_done")
	if books := s.Books("lost"); books.Charges != 1 {
		t.Errorf("charged %d times", books.Charges)
	}
}

func TestAQuestionWhoseAnswerIsCutMovesNothing(t *testing.T) {
	t.Parallel()
	s, client := connect(t, strictpay.WithRetries(0))
	s.FaultNext(fake.FaultCut)
	if _, err := client.PayPartsGetBanksInfo(context.Background(), nil); !errors.Is(err, strictpay.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if _, err := client.PayPartsGetBanksInfo(context.Background(), nil); err != nil {
		t.Errorf("%v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	client, err := rozetkapay.New("http://127.0.0.1:1", "login", "password", strictpay.WithRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := connect(t)
	for _, c := range callsOf(s) {
		if err := c.make(context.Background(), client, "order"); !errors.Is(err, strictpay.ErrNotSent) ||
			errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Errorf("%s: %v", c.operation, err)
		}
	}
}
