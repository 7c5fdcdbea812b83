package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Identifiers of the merchant of Login in a fresh fake. That of ChildLogin has ChildProjectID and ChildEntityID.
const (
	ProjectID      = "sandbox-project"
	EntityID       = "sandbox-entity"
	ChildProjectID = "child-project"
	ChildEntityID  = "child-entity"
)

// A merchantState is a merchant with its project and entity.
type merchantState struct {
	account string // whose transactions are its own; "" for a merchant that nobody acts for
	status  rozetkapayapi.MerchantStatusResponse
	fees    rozetkapayapi.FeeDetailsResponse
}

// PutMerchant adds a merchant, or replaces the one whose project has the same id: the transactions of the replaced one
// are then its own. Any other merchant that is added has none.
func (x *Server) PutMerchant(status rozetkapayapi.MerchantStatusResponse, fees rozetkapayapi.FeeDetailsResponse) {
	x.mu.Lock()
	defer x.mu.Unlock()
	m := new(merchantState)
	_ = jsonread.ReadInto(status.AppendJSON(nil), &m.status) // a copy
	_ = jsonread.ReadInto(fees.AppendJSON(nil), &m.fees)
	for i, old := range x.merchants {
		if old.project() == m.project() {
			m.account = old.account
			x.merchants[i] = m
			return
		}
	}
	x.merchants = append(x.merchants, m)
}

func (m *merchantState) project() string {
	if m.status.Project == nil {
		return ""
	}
	return valueOf(m.status.Project.ID)
}

func (m *merchantState) entity() string {
	if m.status.Entity == nil {
		return ""
	}
	return valueOf(m.status.Entity.ID)
}

// merchant finds a merchant by what is given of it; without anything it is the caller's own. The lock is held.
func (x *Server) merchant(r *http.Request, projectID, entityID *string) (*merchantState, *refusal) {
	if refused := x.asked(""); refused != nil {
		return nil, refused
	}
	for _, m := range x.merchants {
		switch {
		case projectID != nil && *projectID != m.project(), entityID != nil && *entityID != m.entity():
		case projectID == nil && entityID == nil && m.account != x.account(r):
		default:
			return m, nil
		}
	}
	return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
}

// ValidateMerchantKeys answers what there is to say of a login that works; one whose merchant is blocked is answered
// with 403 and entity_blocked, which is inferred.
func (c calls) ValidateMerchantKeys(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	x.mu.Lock()
	m, refused := x.merchant(r, nil, nil)
	if refused == nil && valueOf(m.status.Status) == rozetkapayapi.MerchantStatusBlocked {
		refused = newRefusal(http.StatusForbidden, rozetkapayapi.ResponseCodeEntityBlocked, "")
	}
	x.reply(w, r, "", rozetkapayapi.KeysValidationResult{Status: new(rozetkapayapi.KeysStatusActivated)}, refused)
}

// FeeDetails tells the fees of a merchant. Like the other questions of partners it is about no payment: Refuse reaches
// it under the empty identifier.
func (c calls) FeeDetails(w http.ResponseWriter, r *http.Request, params rozetkapayapi.FeeDetailsParams) {
	x := c.Server
	x.mu.Lock()
	m, refused := x.merchant(r, params.MerchantProjectID, nil)
	if refused != nil {
		x.reply(w, r, "", nil, refused)
		return
	}
	x.reply(w, r, "", m.fees, nil)
}

// MerchantStatus tells the status of a merchant.
func (c calls) MerchantStatus(w http.ResponseWriter, r *http.Request, params rozetkapayapi.MerchantStatusParams) {
	x := c.Server
	x.mu.Lock()
	m, refused := x.merchant(r, params.MerchantProjectID, params.MerchantEntityID)
	if refused != nil {
		x.reply(w, r, "", nil, refused)
		return
	}
	x.reply(w, r, "", m.status, nil)
}

// TransactionDetails tells what happened at a merchant. Texts of amounts are spelled as amounts are elsewhere.
func (c calls) TransactionDetails(
	w http.ResponseWriter, r *http.Request, params rozetkapayapi.TransactionDetailsParams,
) {
	x := c.Server
	x.mu.Lock()
	m, refused := x.merchant(r, nil, &params.MerchantEntityID)
	if refused != nil {
		x.reply(w, r, "", nil, refused)
		return
	}
	list := rozetkapayapi.TransactionDetailsListResponse{Transactions: []rozetkapayapi.PartnerTransactionDetails{}}
	for _, h := range x.happened(func(account string) bool { return account == m.account }) {
		if params.MerchantOrderID != nil && *params.MerchantOrderID != h.externalID ||
			params.UnifiedExternalID != nil && *params.UnifiedExternalID != valueOf(h.unifiedExternalID) {
			continue
		}
		row := rozetkapayapi.PartnerTransactionDetails{
			MerchantEntityID: &params.MerchantEntityID, MerchantFeeAmount: new("0"), MerchantOrderID: &h.externalID,
			UnifiedExternalID: h.unifiedExternalID, Method: new(string(h.operation)),
			OrderDescription: h.description, OrderID: &h.orderID, PayWay: &h.way, ProcessedAt: h.processedAt(),
			Status: new(string(h.status)),
		}
		if h.amount != nil {
			amount := h.amount.String()
			row.PaymentAmount, row.PaymentOriginalAmount, row.PaymentRecipientAmount = &amount, &amount, &amount
		}
		if h.card.number != "" {
			row.CardMask = new(h.card.mask())
		}
		list.Transactions = append(list.Transactions, row)
	}
	x.reply(w, r, "", list, nil)
}

// seedMerchants puts the merchants of both logins into a fresh fake.
func (x *Server) seedMerchants() {
	x.limits = map[int64]rozetkapayapi.FinmonP2PPaymentPreLimitsResponse{}
	x.paidTo = map[int64]map[string]bool{}
	for _, seed := range [][4]string{
		{x.Login, ProjectID, EntityID, "Sandbox project"},
		{x.ChildLogin, ChildProjectID, ChildEntityID, "Child project"},
	} {
		x.merchants = append(x.merchants, &merchantState{
			account: seed[0],
			status: rozetkapayapi.MerchantStatusResponse{
				Entity: &rozetkapayapi.EntityStatusDetails{
					ID: new(seed[2]), Name: new("Example LLC"), Status: new("activated"),
					BankDetailsNumber:          new("UA213223130000026007233566001"),
					BusinessRegistrationNumber: new("12345678"),
				},
				Project: &rozetkapayapi.EntryStatusDetails{
					ID: new(seed[1]), Name: new(seed[3]), Status: new("activated"),
				},
				Status: new(rozetkapayapi.MerchantStatusActivated),
			},
			fees: rozetkapayapi.FeeDetailsResponse{Pnfp: &rozetkapayapi.PartnerFeeDetails{
				InnerFee: &rozetkapayapi.FeeItem{Percent: decimalOf("1.7"), Min: decimalOf("0.50")},
				OuterFee: &rozetkapayapi.FeeItem{Fix: decimalOf("0")},
			}},
		})
	}
}

// merchantExamples are calls about merchants that a fresh fake answers with a value.
func merchantExamples() []fake.Example {
	return []fake.Example{
		{Operation: "validateMerchantKeys", Set: map[string]string{}},
		{Operation: "feeDetails", Set: map[string]string{"merchant_project_id": ProjectID}},
		{Operation: "merchantStatus", Set: map[string]string{"merchant_project_id": ProjectID}},
		{Operation: "transactionDetails", Set: map[string]string{"merchant_entity_id": EntityID}},
		{Operation: "getP2PLimits", Set: map[string]string{"recipient_ipn": "3228412933"}},
	}
}
