package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A payoutState is a payout and what no answer shows of it.
type payoutState struct {
	payout  vertexapi.Payout
	webhook string
}

// CreatePayout makes a payout that waits for its provider.
func (s routes) CreatePayout(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody[vertexapi.CreatePayoutRequest](w, r)
	if !ok || fault(w, r, body.Payout.PayoutNumber) {
		return
	}
	if body.Payout.Cost.Amount.Decimal().Sign() <= 0 {
		invalid(w, "Parameter payout.cost.amount must be above zero")
		return
	}
	v := s.v
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.byPage && (body.Purpose == nil || body.ProviderCode == nil || body.AcquirerCode == nil ||
		body.InstrumentType == nil) {
		invalid(w, "Parameters purpose, providerCode, acquirerCode and instrumentType are required")
		return
	}
	if v.shop(w, body.ShopID) == nil {
		return
	}
	k := numberKey{body.ShopID, body.Payout.PayoutNumber}
	if v.taken(k) {
		conflict(w, "The payout number is in use")
		return
	}
	p := &payoutState{payout: vertexapi.Payout{
		ShopID: body.ShopID, ID: v.next(), PayoutStatus: vertexapi.PayoutStatusInProgress,
		PayoutNumber: body.Payout.PayoutNumber,
		Cost:         vertexapi.Cost{Amount: body.Payout.Cost.Amount, Currency: body.Payout.Cost.Currency},
		Region:       body.Payout.Region, PayoutCreatedAt: now(), PayoutTransactions: []vertexapi.PayoutTransaction{},
	}}
	if body.Purpose != nil {
		p.payout.Purpose = *body.Purpose
	}
	if body.WebhookURL != nil {
		p.webhook = *body.WebhookURL
	}
	v.payouts[k] = p
	write(w, http.StatusCreated, vertexapi.CreatePayoutResponse{
		Data: &vertexapi.CreatedPayout{PayoutNumber: new(p.payout.PayoutNumber)},
	})
}

// RetrievePayoutStatus answers the payout as it stands now.
func (s routes) RetrievePayoutStatus(w http.ResponseWriter, r *http.Request, id int64, number string) {
	if fault(w, r, number) {
		return
	}
	v := s.v
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.shop(w, id) == nil {
		return
	}
	p := v.payouts[numberKey{id, number}]
	if p == nil {
		notFound(w, "Not found payout number "+number+" in shop with id: "+itoa(id))
		return
	}
	write(w, http.StatusOK, vertexapi.PayoutResponse{Data: p.payout})
}

// CompletePayout is the provider paying out, also late: a failed payout can still be completed.
func (v *Server) CompletePayout(payoutNumber string) error {
	return v.actOnPayout(payoutNumber, func(p *payoutState) bool {
		if !p.completable() {
			return false
		}
		v.attempt(p, "completed")
		v.book(payoutNumber, entryPaidOut, p.payout.Cost.Amount.Decimal())
		p.payout.PayoutStatus, p.payout.PayoutPaidAt = vertexapi.PayoutStatusCompleted, new(now())
		p.explain("", "0", "Success")
		return true
	})
}

// FailPayout is the provider failing, or giving no result for a week.
func (v *Server) FailPayout(payoutNumber string) error {
	return v.actOnPayout(payoutNumber, func(p *payoutState) bool {
		if !p.failable() {
			return false
		}
		v.attempt(p, "failed")
		p.payout.PayoutStatus = vertexapi.PayoutStatusFailed
		p.explain("No result", "1-01-01", "Gateway timeout")
		return true
	})
}

func (p *payoutState) completable() bool { return !p.payout.PayoutStatus.Final() }
func (p *payoutState) failable() bool {
	return p.payout.PayoutStatus == vertexapi.PayoutStatusInProgress
}

// actOnPayout does something to a payout and sends a callback when it changed.
func (v *Server) actOnPayout(number string, do func(p *payoutState) bool) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	p, err := locate(v, v.payouts, number)
	if err != nil {
		return err
	}
	if !do(p) {
		return fake.ErrState
	}
	v.tellPayout(p)
	return nil
}

// attempt notes an attempt to pay out. Its members are not documented; these follow the payments of an order. The lock
// is held.
func (v *Server) attempt(p *payoutState, status string) {
	t := strictpay.Raw(`{"id":"` + itoa(v.next()) + `","status":"` + status + `"}`)
	p.payout.PayoutTransactions = append(p.payout.PayoutTransactions, t)
}

func (p *payoutState) explain(reason, code, description string) {
	p.payout.StatusReason, p.payout.StatusCode, p.payout.StatusDescription = optionalText(reason), optionalText(code),
		optionalText(description)
}

// PutPayout adds a payout, or replaces one, and makes its shop known. There is no callback for it.
func (v *Server) PutPayout(payout vertexapi.Payout) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.putPayout(payout)
}

func (v *Server) putPayout(payout vertexapi.Payout) {
	if payout.ShopID != v.ForeignShopID {
		v.open(payout.ShopID)
	}
	v.forget(payout.PayoutNumber)
	if payout.PayoutStatus == vertexapi.PayoutStatusCompleted {
		v.book(payout.PayoutNumber, entryPaidOut, payout.Cost.Amount.Decimal())
	}
	v.payouts[numberKey{payout.ShopID, payout.PayoutNumber}] = &payoutState{payout: clonePayout(payout)}
	v.lastID = max(v.lastID, payout.ID)
}

// GetPayout gives a payout as it stands now, of the token's shop before others.
func (v *Server) GetPayout(number string) (vertexapi.Payout, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	p, err := locate(v, v.payouts, number)
	if err != nil {
		return vertexapi.Payout{}, false
	}
	return clonePayout(p.payout), true
}

func clonePayout(payout vertexapi.Payout) vertexapi.Payout {
	c, _, err := vertexapi.DecodePayout(payout.AppendJSON(nil))
	if err != nil {
		return payout
	}
	return *c
}
