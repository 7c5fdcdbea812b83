package sandbox

import (
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// Vertex is a fake of the Vertex Gateway Merchant API.
//
// A new order is in_progress and has no payments; Begin, Pay, Decline and their like are the payer. Operations on an order are answered with 202 and take effect at once,
// unless HoldOperations says otherwise. What the documentation leaves open is decided here and said where it is: a number that is in use is answered with 409.
type Vertex struct {
	Callbacks
	URL           string // base URL for vertex.New
	Token         string // access token of the merchant
	WebhookSecret string // callbacks are signed with it
	ShopID        int64  // the token's shop, 115
	ForeignShopID int64  // a shop the token has no right for, 116

	callbacks *callbacks

	mu      sync.Mutex
	shops   map[int64]*vertexShop
	orders  map[vertexKey]*vertexOrder
	payouts map[vertexKey]*vertexPayout
	ledger  []vertexEntry
	lastID  int64
	hooks   vertexHooks
	fault   string // of the next answer
	held    bool   // operations are accepted and wait for Settle
	old     bool   // 200 as on the older pages
	byPage  bool   // payouts may leave the method open
}

// vertexKey names an order or a payout: numbers are one of a kind across both within a shop.
type vertexKey struct {
	shop   int64
	number string
}

type vertexShop struct {
	payment []vertexapi.PaymentMethod
	payout  []vertexapi.PayoutMethod
}

// Errors of the methods that move an order or a payout as the payer or the provider would.
var (
	ErrVertexNotFound = errors.New("sandbox: no such order or payout")
	ErrVertexState    = errors.New("sandbox: the order's or payout's state does not allow that")
)

func newVertex(base string) *Vertex {
	c := newCallbacks()
	// Per-order addresses must be https. Deliveries stay on loopback, where certificates are self-made.
	c.transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	v := &Vertex{
		Callbacks: Callbacks{c}, callbacks: c,
		URL: base, Token: invoke.NewKey(), WebhookSecret: random(32), ShopID: 115, ForeignShopID: 116,
		shops: map[int64]*vertexShop{}, orders: map[vertexKey]*vertexOrder{}, payouts: map[vertexKey]*vertexPayout{},
		lastID: 54300, hooks: vertexHooks{sign: vertexSign},
	}
	v.seed()
	return v
}

// handler is the generated router behind the token; the payment page needs none, its session is the key.
func (v *Vertex) handler() http.Handler {
	api := http.NewServeMux()
	vertexapi.HandlerWithOptions(vertexRoutes{v}, vertexapi.StdHTTPServerOptions{
		BaseRouter: api,
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, _ error) {
			vertexInvalid(w, "a path parameter is not of its type")
		},
	})
	api.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { vertexNotFound(w, "Not found route") })
	mux := http.NewServeMux()
	mux.Handle("/", v.authorized(v.faulted(api)))
	mux.HandleFunc("GET /payment", v.showPage)
	mux.HandleFunc("POST /payment", v.usePage)
	return mux
}

func (v *Vertex) authorized(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tokens := r.Header.Values(vertexapi.HeaderAPIAccessToken)
		if len(tokens) != 1 || subtle.ConstantTimeCompare([]byte(tokens[0]), []byte(v.Token)) != 1 {
			vertexRefuse(w, http.StatusUnauthorized, "Unauthorized", "The "+vertexapi.HeaderAPIAccessToken+" header is missing or unknown")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// shop finds a shop the token has the right for; else it answers 403 or 404. The lock is held.
func (v *Vertex) shop(w http.ResponseWriter, id int64) *vertexShop {
	if id == v.ForeignShopID {
		vertexRefuse(w, http.StatusForbidden, "Forbidden", "The token has no right for this shop")
		return nil
	}
	s := v.shops[id]
	if s == nil {
		vertexNotFound(w, "Not found shop with id: "+vertexInt(id))
	}
	return s
}

// open makes a shop known. The lock is held.
func (v *Vertex) open(id int64) *vertexShop {
	if v.shops[id] == nil {
		v.shops[id] = &vertexShop{payment: vertexPaymentMethods(), payout: vertexPayoutMethods()}
	}
	return v.shops[id]
}

// taken reports whether an order or a payout has the number. The lock is held.
func (v *Vertex) taken(k vertexKey) bool { return v.orders[k] != nil || v.payouts[k] != nil }

// next is a new identifier inside the gateway. The lock is held.
func (v *Vertex) next() int64 {
	v.lastID++
	return v.lastID
}

// vertexLocate finds a number in the token's shop first, then in the others. The lock is held.
func vertexLocate[T any](v *Vertex, all map[vertexKey]*T, number string) (*T, error) {
	if x := all[vertexKey{v.ShopID, number}]; x != nil {
		return x, nil
	}
	for k, x := range all {
		if k.number == number {
			return x, nil
		}
	}
	return nil, ErrVertexNotFound
}

// AnswerWith200 answers operations on orders with 200, as the older pages have it, in place of 202.
func (v *Vertex) AnswerWith200() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.old = true
}

// HoldOperations accepts captures, cancels, rejects and refunds without effect until Settle: what 202 promises and no more.
func (v *Vertex) HoldOperations() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held = true
}

// PayoutsByPage is the shop's setting "payout via payment page": a payout may leave purpose and method open.
func (v *Vertex) PayoutsByPage() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.byPage = true
}

// SetMethods gives a shop its methods, and makes the shop known.
func (v *Vertex) SetMethods(shopID int64, payment []vertexapi.PaymentMethod, payout []vertexapi.PayoutMethod) {
	v.mu.Lock()
	defer v.mu.Unlock()
	*v.open(shopID) = vertexShop{payment: payment, payout: payout}
}

func vertexNow() time.Time { return time.Now().UTC().Truncate(time.Second) }
