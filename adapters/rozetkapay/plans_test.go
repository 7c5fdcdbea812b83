package rozetkapay_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// plan is one whose billing period is a month.
func plan(name, price string) rozetkapayapi.CreatePlanRequest {
	return rozetkapayapi.CreatePlanRequest{
		Name: name, Price: strictpay.MustDecimal(price), Currency: "UAH",
		FrequencyType: rozetkapayapi.PlanFrequencyTypeMonthly, Frequency: 1, DurationPeriods: 6,
		StartDate: time.Date(2026, 11, 20, 23, 30, 0, 0, time.FixedZone("", -2*60*60)),
	}
}

func TestAPlanFromItsCreationToItsEnd(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	body := plan("Reader", "29.50")
	body.Description, body.Platforms = new("Reading"), []string{"e4b10684-51fa-4206-8ce5-547e3764fc59"}
	body.Callbacks = []rozetkapayapi.PlanCallbackRequest{{APIKey: new("key"), URL: new("https://shop.example/")}}
	body.EndDate = new(time.Date(2027, 11, 20, 12, 30, 0, 0, time.UTC))
	created, err := client.CreatePlan(ctx, body)
	if err != nil {
		t.Fatal(err)
	}
	if *created.State != rozetkapayapi.PlanStateActive || created.Price.String() != "29.50" ||
		created.StartDate.String() != "2026-11-21" || *created.EndDate != "2027-11-20T00:00:00Z" ||
		*created.DurationPeriods != 6 || len(created.Platforms) != 1 {
		t.Errorf("%+v", created)
	}
	changed, err := client.UpdatePlan(ctx, *created.ID, rozetkapayapi.UpdatePlanRequest{
		Price: new(strictpay.MustDecimal("35")), FrequencyType: new(rozetkapayapi.PlanFrequencyTypeWeekly),
	})
	if err != nil || *changed.Message == "" {
		t.Errorf("%+v, %v", changed, err)
	}
	got, err := client.GetPlan(ctx, *created.ID)
	if err != nil || got.Price.String() != "35" || *got.FrequencyType != rozetkapayapi.PlanFrequencyTypeWeekly ||
		*got.Name != "Reader" || *got.Description != "Reading" {
		t.Errorf("%+v, %v", got, err)
	}
	all, err := client.GetPlans(ctx, nil)
	if err != nil || len(*all) != 5 || *(*all)[4].ID != *created.ID {
		t.Errorf("%d plans, %v", len(*all), err)
	}
	one, err := client.GetPlans(ctx, &rozetkapayapi.GetPlansParams{PlanID: created.ID})
	if err != nil || len(*one) != 1 {
		t.Errorf("%+v, %v", one, err)
	}
	if _, err := client.DeactivatePlan(ctx, *created.ID); err != nil {
		t.Fatal(err)
	}
	_, err = client.DeactivatePlan(ctx, *created.ID)
	refused(t, err, http.StatusPreconditionFailed, "plan_not_active")
	if put, ok := s.GetPlan(*created.ID); !ok || *put.State != rozetkapayapi.PlanStateInactive {
		t.Errorf("%+v", put)
	}
}

func TestPlansThatAreRefused(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	const nobodys = "00000000-0000-0000-0000-000000000000"
	_, err := client.GetPlan(ctx, nobodys)
	refused(t, err, http.StatusNotFound, "plan_not_found")
	if !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("%v", err)
	}
	_, err = client.UpdatePlan(ctx, nobodys, rozetkapayapi.UpdatePlanRequest{Name: new("x")})
	refused(t, err, http.StatusNotFound, "plan_not_found")
	_, err = client.OnBehalfOf(s.ChildLogin).GetPlan(ctx, rozetkapayfake.PlanMonthly)
	refused(t, err, http.StatusNotFound, "plan_not_found")
	dollars := plan("Dollars", "10")
	dollars.Currency = "USD"
	_, err = client.CreatePlan(ctx, dollars)
	refused(t, err, http.StatusBadRequest, "invalid_currency")
	over := plan("Over", "10")
	over.EndDate = new(over.StartDate.Add(-time.Hour))
	_, err = client.CreatePlan(ctx, over)
	refused(t, err, http.StatusBadRequest, "invalid_data")
	for _, wrong := range []func(*rozetkapayapi.CreatePlanRequest){
		func(p *rozetkapayapi.CreatePlanRequest) { p.Frequency = 0 },
		func(p *rozetkapayapi.CreatePlanRequest) { p.Price = strictpay.MustDecimal("-1") },
		func(p *rozetkapayapi.CreatePlanRequest) { p.FrequencyType = "hourly" },
		func(p *rozetkapayapi.CreatePlanRequest) { p.StartDate = time.Time{} },
	} {
		body := plan("Wrong", "10")
		wrong(&body)
		if _, err := client.CreatePlan(ctx, body); !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("%+v: %v", body, err)
		}
	}
	if err := s.DeactivatePlan(nobodys); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if err := s.DeactivatePlan(rozetkapayfake.PlanMonthly); err != nil {
		t.Fatal(err)
	}
	if err := s.DeactivatePlan(rozetkapayfake.PlanMonthly); !errors.Is(err, fake.ErrState) {
		t.Errorf("%v", err)
	}
	if _, ok := s.GetPlan(nobodys); ok {
		t.Error("a plan that nobody has made")
	}
}

// An answer about another plan is no answer.
func TestAnswersAboutAnotherPlan(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	other, _ := s.GetPlan(rozetkapayfake.PlanMonthly)
	const asked = "ffffffff-0000-4000-8000-000000000000"
	other.Name = new("Put in")
	s.PutPlan(other)
	if got, err := client.GetPlan(t.Context(), *other.ID); err != nil || *got.Name != "Put in" {
		t.Errorf("%+v, %v", got, err)
	}
	client = server(t, http.StatusOK, "application/json", string(other.AppendJSON(nil)))
	_, err := client.GetPlan(t.Context(), asked)
	if !errors.Is(err, strictpay.ErrContradicted) {
		t.Errorf("%v", err)
	}
	client = server(t, http.StatusOK, "application/json", `{"name":"Reader"}`)
	if _, err := client.GetPlan(t.Context(), asked); !errors.Is(err, strictpay.ErrContradicted) {
		t.Errorf("without evidence: %v", err)
	}
}

// A text of a list that no JSON can carry is not sent as another one.
func TestItemsInInvalidUTF8AreNotSent(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	body := plan("Reader", "30")
	body.Platforms = []string{"web", "", "\xff"}
	_, err := client.CreatePlan(t.Context(), body)
	notSent, ok := errors.AsType[*strictpay.NotSent](err)
	if !ok || len(notSent.Deviations) != 1 || notSent.Deviations[0].Kind != strictpay.KindFormat ||
		notSent.Deviations[0].Pointer != "/platforms/2" {
		t.Errorf("a platform in invalid UTF-8: %v", err)
	}
}
