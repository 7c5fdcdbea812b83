package rozetkapayfake

import (
	"slices"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// subscribed holds the plans, the subscriptions and their clock.
type subscribed struct {
	plans         map[string]*planState
	subscriptions map[string]*subscriptionState
	advance       time.Duration // how far Advance has moved the clock of subscriptions
}

func newSubscribed() subscribed {
	return subscribed{plans: map[string]*planState{}, subscriptions: map[string]*subscriptionState{}}
}

// clock is the time as subscriptions have it. The lock is held.
func (x *Server) clock() time.Time { return now().Add(x.advance) }

// PutPlan adds a plan, or replaces the one with its id, on the account of Login.
func (x *Server) PutPlan(plan rozetkapayapi.Plan) {
	x.mu.Lock()
	defer x.mu.Unlock()
	copied := clonePlan(&plan)
	x.plans[valueOf(copied.ID)] = &planState{account: x.Login, plan: *copied}
}

// GetPlan gives a plan as the call of that name reports it, whatever account it is on; false if there is none.
func (x *Server) GetPlan(planID string) (rozetkapayapi.Plan, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.plans[planID]
	if p == nil {
		return rozetkapayapi.Plan{}, false
	}
	return *clonePlan(&p.plan), true
}

// clonePlan shares nothing with the original. Whatever a model writes, it reads again.
func clonePlan(v *rozetkapayapi.Plan) *rozetkapayapi.Plan {
	copied := new(rozetkapayapi.Plan)
	_ = jsonread.ReadInto(v.AppendJSON(nil), copied)
	return copied
}

// DeactivatePlan deactivates a plan in the cabinet.
func (x *Server) DeactivatePlan(planID string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.plans[planID]
	switch {
	case p == nil:
		return fake.ErrNotFound
	case !p.active():
		return fake.ErrState
	}
	x.endPlan(p)
	return nil
}

// planPlays are what can be done to a plan.
func (x *Server) planPlays() []fake.Play[*planState] {
	return []fake.Play[*planState]{
		fake.Simple("deactivate-plan", "Deactivate", (*planState).active, x.DeactivatePlan),
	}
}

// planRecords are the plans. The lock is held.
func (x *Server) planRecords(plays []fake.Play[*planState]) []fake.Record {
	var list []fake.Record
	for id, p := range x.plans {
		list = append(list, fake.Record{
			Kind: "plan", ID: id, Reference: valueOf(p.plan.Name), State: string(valueOf(p.plan.State)),
			Amount: valueOf(p.plan.Price).String(), Currency: valueOf(p.plan.Currency),
			Scenarios: fake.Allowed(plays, p),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// PlanMonthly is the plan of a fresh fake: 99.90 a month, for three months.
const PlanMonthly = "69b2e00f-b837-4cda-a0d8-2ae3ba431409"

// Further plans, each for one example.
const (
	seedPlanChange = "080e373e-468a-489d-a611-572dd5da4529"
	seedPlanEnd    = "e4b10684-51fa-4206-8ce5-547e3764fc59"
	seedPlanEnded  = "1621d352-b5cc-4336-96b0-d7666a3d9b4f"
)

// seedPlans puts plans into a fresh fake.
func (x *Server) seedPlans() {
	for id, name := range map[string]string{
		PlanMonthly: "Monthly", seedPlanChange: "To change", seedPlanEnd: "To deactivate", seedPlanEnded: "Ended",
	} {
		p := &planState{account: x.Login, plan: rozetkapayapi.Plan{
			ID: new(id), Name: new(name), State: new(planActive), Currency: new("UAH"),
			Price: new(strictpay.MustDecimal("99.90")), Frequency: new(int32(1)),
			FrequencyType:   new(rozetkapayapi.PlanFrequencyTypeMonthly),
			DurationPeriods: new(int32(3)), StartDate: new(dayOf(seedTime)),
			CreatedAt: new(seedTime), UpdatedAt: new(seedTime),
		}}
		if id == seedPlanEnded {
			p.plan.State = new(planInactive)
		}
		x.plans[id] = p
	}
}

// planExamples are calls about plans that a fresh fake answers with a value.
func planExamples() []fake.Example {
	return []fake.Example{
		{Operation: "getPlans", Set: map[string]string{"plan_id": PlanMonthly}},
		{Operation: "createPlan", Set: map[string]string{
			"name": "Weekly", "price": "25", "currency": "UAH", "frequency_type": "weekly", "frequency": "1",
			"duration_periods": "4", "start_date": "2026-11-20T00:00:00Z",
		}},
		{Operation: "getPlan", Set: map[string]string{"plan_id": PlanMonthly}},
		{Operation: "updatePlan", Set: map[string]string{"plan_id": seedPlanChange, "price": "120"}},
		{Operation: "deactivatePlan", Set: map[string]string{"plan_id": seedPlanEnd}},
		{Operation: "getPlan", Set: map[string]string{"plan_id": seedPlanEnded}},
	}
}
