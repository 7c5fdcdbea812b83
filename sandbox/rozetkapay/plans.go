package rozetkapayfake

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A planState is a plan of subscriptions, and where its callbacks go.
type planState struct {
	account   string
	plan      rozetkapayapi.Plan
	callbacks []rozetkapayapi.PlanCallbackRequest
}

const (
	planActive   = rozetkapayapi.PlanStateActive
	planInactive = rozetkapayapi.PlanStateInactive
)

// subscriptionsPath is where plans and subscriptions are.
const subscriptionsPath = "/api/subscriptions/v1/"

func (p *planState) active() bool { return valueOf(p.plan.State) == planActive }

// findPlan gives an account's plan. Status and code for an unknown one are inferred. The lock is held.
func (x *Server) findPlan(account, id string) (*planState, *refusal) {
	if refused := x.asked(id); refused != nil {
		return nil, refused
	}
	p := x.plans[id]
	if p == nil || p.account != account {
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodePlanNotFound, "plan_id")
	}
	return p, nil
}

// GetPlans lists the plans of the account, the oldest first. Refuse reaches it under the identifier of the plan that is
// asked for, the empty one where none is.
func (c calls) GetPlans(w http.ResponseWriter, r *http.Request, params rozetkapayapi.GetPlansParams) {
	x := c.Server
	x.mu.Lock()
	var list rozetkapayapi.PlanList
	for id, p := range x.plans {
		if p.account == x.account(r) && (params.PlanID == nil || *params.PlanID == id) {
			list = append(list, p.plan)
		}
	}
	slices.SortFunc(list, func(a, b rozetkapayapi.Plan) int {
		if by := valueOf(a.CreatedAt).Compare(valueOf(b.CreatedAt)); by != 0 {
			return by
		}
		return strings.Compare(valueOf(a.ID), valueOf(b.ID))
	})
	id := valueOf(params.PlanID)
	x.reply(w, r, id, list, x.asked(id))
}

// CreatePlan makes a plan. Refuse reaches it under the empty identifier.
func (c calls) CreatePlan(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreatePlanRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	refused := x.asked("")
	switch {
	case refused != nil:
	case body.Currency != "UAH":
		refused = newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case body.EndDate != nil && body.EndDate.Before(body.StartDate):
		refused = newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "end_date")
	}
	if refused != nil {
		x.reply(w, r, "", nil, refused)
		return
	}
	created := x.clock()
	p := &planState{account: x.account(r), callbacks: body.Callbacks, plan: rozetkapayapi.Plan{
		ID: new(newID()), State: new(planActive), Name: &body.Name, Description: body.Description,
		Price: &body.Price, Currency: &body.Currency, Platforms: body.Platforms,
		FrequencyType: &body.FrequencyType, Frequency: &body.Frequency, DurationPeriods: &body.DurationPeriods,
		StartDate: new(dayOf(body.StartDate)), EndDate: dateOnly(body.EndDate),
		CreatedAt: &created, UpdatedAt: &created,
	}}
	x.plans[*p.plan.ID] = p
	x.reply(w, r, "", p.plan, nil)
}

// dayOf is the day of a time, in UTC.
func dayOf(t time.Time) strictpay.Date { return strictpay.MustDate(t.UTC().Format(time.DateOnly)) }

// dateOnly writes a date whose time is left out, as the examples of the document have it.
func dateOnly(t *time.Time) *string {
	if t == nil {
		return nil
	}
	return new(t.UTC().Truncate(24 * time.Hour).Format(time.RFC3339))
}

// GetPlan tells a plan.
func (c calls) GetPlan(w http.ResponseWriter, r *http.Request, planID string) {
	x := c.Server
	x.mu.Lock()
	p, refused := x.findPlan(x.account(r), planID)
	if refused != nil {
		x.reply(w, r, planID, nil, refused)
		return
	}
	x.reply(w, r, planID, p.plan, nil)
}

// UpdatePlan changes a plan. Subscriptions to it keep their price, but for those that use the plan's on renewal.
func (c calls) UpdatePlan(w http.ResponseWriter, r *http.Request, planID string) {
	x := c.Server
	var body rozetkapayapi.UpdatePlanRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	p, refused := x.findPlan(x.account(r), planID)
	if refused == nil {
		set(&p.plan.Name, body.Name)
		set(&p.plan.Description, body.Description)
		set(&p.plan.Price, body.Price)
		set(&p.plan.EndDate, dateOnly(body.EndDate))
		set(&p.plan.FrequencyType, body.FrequencyType)
		set(&p.plan.Frequency, body.Frequency)
		set(&p.plan.DurationPeriods, body.DurationPeriods)
		if body.Platforms != nil {
			p.plan.Platforms = body.Platforms
		}
		if body.Callbacks != nil {
			p.callbacks = body.Callbacks
		}
		p.plan.UpdatedAt = new(x.clock())
	}
	x.reply(w, r, planID, changeMade(), refused)
}

// set changes what a request names.
func set[T any](member **T, to *T) {
	if to != nil {
		*member = to
	}
}

func changeMade() rozetkapayapi.DefaultResponse {
	return rozetkapayapi.DefaultResponse{Message: new("OK")}
}

// DeactivatePlan ends a plan: nobody can subscribe to it any more. Subscriptions to it go on, which is inferred.
func (c calls) DeactivatePlan(w http.ResponseWriter, r *http.Request, planID string) {
	x := c.Server
	x.mu.Lock()
	p, refused := x.findPlan(x.account(r), planID)
	if refused == nil && !p.active() {
		refused = newRefusal(http.StatusPreconditionFailed, rozetkapayapi.ResponseCodePlanNotActive, "")
	}
	if refused == nil {
		x.endPlan(p)
	}
	x.reply(w, r, planID, changeMade(), refused)
}

// endPlan deactivates a plan. The lock is held.
func (x *Server) endPlan(p *planState) {
	p.plan.State, p.plan.UpdatedAt = new(planInactive), new(x.clock())
}
