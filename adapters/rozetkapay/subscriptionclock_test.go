package rozetkapay_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// A month that has no 31st is not left out, and the day comes back after it; so does the leap day.
func TestBillingPeriodsAtTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	year := time.Now().Year() + 1
	leap := (year + 3) / 4 * 4
	on := func(year int, month time.Month, day int) string {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	for _, c := range []struct {
		start     string
		frequency rozetkapayapi.PlanFrequencyType
		want      []string
	}{
		{on(year, time.January, 31), rozetkapayapi.PlanFrequencyTypeMonthly, []string{
			on(year, time.March, 0), on(year, time.March, 31), on(year, time.April, 30), on(year, time.May, 31),
		}},
		{on(year, time.January, 30), rozetkapayapi.PlanFrequencyTypeMonthly, []string{
			on(year, time.March, 0), on(year, time.March, 30), on(year, time.April, 30), on(year, time.May, 30),
		}},
		{on(leap, time.February, 29), rozetkapayapi.PlanFrequencyTypeYearly, []string{
			on(leap+1, time.February, 28), on(leap+2, time.February, 28), on(leap+3, time.February, 28),
			on(leap+4, time.February, 29),
		}},
		{on(year, time.January, 31), rozetkapayapi.PlanFrequencyTypeWeekly, []string{
			on(year, time.February, 7), on(year, time.February, 14),
		}},
	} {
		t.Run(c.start+" "+string(c.frequency), func(t *testing.T) {
			t.Parallel()
			s, client := connect(t)
			start, err := time.Parse(time.DateOnly, c.start)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := client.CreatePlan(t.Context(), rozetkapayapi.CreatePlanRequest{
				Name: "plan", Price: strictpay.MustDecimal("10"), Currency: "UAH", FrequencyType: c.frequency,
				Frequency: 1, DurationPeriods: 1, StartDate: start,
			})
			if err != nil {
				t.Fatal(err)
			}
			body := subscription("end of month", rozetkapayfake.TokenSuccess)
			body.PlanID, body.StartDate = *plan.ID, start.Add(10*time.Hour)
			id := *subscribe(t, client, body).ID
			next := func() string {
				now, _ := s.GetSubscription(id)
				return (*now.NextPaymentDate)[:len(time.DateOnly)]
			}
			got := []string{next()}
			for days := 0; len(got) < len(c.want) && days < 10*366; days++ {
				if s.Advance(day); next() != got[len(got)-1] {
					got = append(got, next())
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("charged on %v, want %v", got, c.want)
			}
		})
	}
}

// The clock comes to an end whatever subscriptions and plans say of their periods.
func TestTheClockEndsWithoutPeriods(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	s.PutPlan(rozetkapayapi.Plan{ID: new("no periods")})
	next := time.Now().UTC().Format(time.DateOnly)
	for id, plan := range map[string]*string{"without": nil, "other": new("not there"), "empty": new("no periods")} {
		s.PutSubscription(rozetkapayapi.Subscription{
			ID: &id, CustomerID: new("customer"), PlanID: plan, AutoRenew: new(true),
			State: new(rozetkapayapi.SubscriptionStateActive), Price: new(strictpay.MustDecimal("1")),
			Currency: new("UAH"), NextPaymentDate: &next, UsePlanPriceOnAutoRenew: new(true),
		})
	}
	s.PutSubscription(rozetkapayapi.Subscription{
		ID: new("undated"), CustomerID: new("customer"), AutoRenew: new(true),
		State: new(rozetkapayapi.SubscriptionStateActive), Price: new(strictpay.MustDecimal("1")),
	})
	s.Advance(45 * day)
	for id, want := range map[string]int{"without": 2, "other": 2, "empty": 2, "undated": 0} {
		if n := len(payments(t, client, id, "customer")); n != want {
			t.Errorf("%s: %d charges", id, n)
		}
	}
}

// Another payment method is for later payments: while the first one waits there is nothing to change, and what waits
// goes on, or ends with the subscription.
func TestAnotherPaymentMethodWhileTheFirstPaymentWaits(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	for _, customer := range []string{"confirms", "cancels"} {
		made := subscribe(t, client, subscription(customer, rozetkapayfake.TokenThreeDSecure))
		if *made.State != rozetkapayapi.SubscriptionStatePending {
			t.Fatalf("%+v", made)
		}
		_, err := client.UpdateSubscriptionPaymentMethod(t.Context(), *made.ID,
			rozetkapayapi.UpdateSubscriptionPaymentMethodRequest{
				ExternalID: &customer, PaymentMethod: rozetkapay.SubscriptionPayByToken(
					rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
						Token: strictpay.NewSecret(rozetkapayfake.TokenSuccess),
					}),
			})
		refused(t, err, http.StatusConflict, "subscription_not_active")
		want, state := success, rozetkapayapi.SubscriptionStateActive
		if customer == "cancels" {
			want, state = failure, rozetkapayapi.SubscriptionStateInactive
			err = s.CancelSubscription(*made.ID)
		} else {
			err = s.PayerConfirmsSubscription(*made.ID)
		}
		now, _ := s.GetSubscription(*made.ID)
		list := payments(t, client, *made.ID, customer)
		if err != nil || *now.State != state || len(list) != 1 || *list[0].Details.Status != want {
			t.Errorf("%s: %v, %+v, %+v", customer, err, now, list)
		}
	}
}
