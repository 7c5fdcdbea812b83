package vertexfake

import (
	"crypto/subtle"
	"net/http"
	"sync"
	"time"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/vertexserver"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Server is a fake of the Vertex Gateway Merchant API.
//
// A new order is in_progress and has no payments; Begin, Pay, Decline and their like are the payer.
// Operations on an order are answered with 202 and take effect at once, unless HoldOperations says otherwise. What the
// documentation leaves open is decided here and said where it is: a number that is in use is answered with 409.
type Server struct {
	fake.Callbacks
	fake.Faults
	Credentials
	URL           string // base URL for vertex.New
	ShopID        int64  // the token's shop, 115
	ForeignShopID int64  // a shop the token has no right for, 116

	sender *fake.Sender
	faults *fake.FaultQueue

	mu      sync.Mutex
	shops   map[int64]*shop
	orders  map[numberKey]*orderState
	payouts map[numberKey]*payoutState
	ledger  map[string]*totals   // by number
	pages   map[string]numberKey // orders by the session of their payment page
	lastID  int64
	hooks   webhooks
	held    bool // operations are accepted and wait for Settle
	old     bool // 200 as on the older pages
	byPage  bool // payouts may leave the method open
}

// Credentials are what a fake asks for and signs with. They may be changed before its Handler serves anything.
type Credentials struct {
	Token         string // access token of the merchant
	WebhookSecret string // callbacks are signed with it
}

// numberKey names an order or a payout: numbers are one of a kind across both within a shop.
type numberKey struct {
	shop   int64
	number string
}

type shop struct {
	payment []vertexapi.PaymentMethod
	payout  []vertexapi.PayoutMethod
}

// New makes a fake that is reached under a base URL; Handler serves it there, and Close ends it.
func New(base string) *Server {
	c, faults := fake.NewSender(), new(fake.FaultQueue)
	v := &Server{
		Callbacks: c.Callbacks(), sender: c, Faults: faults.Faults(), faults: faults,
		Credentials: Credentials{Token: invoke.NewKey(), WebhookSecret: fake.Random(32)},
		URL:         base, ShopID: 115, ForeignShopID: 116,
		shops: map[int64]*shop{}, orders: map[numberKey]*orderState{}, payouts: map[numberKey]*payoutState{},
		ledger: map[string]*totals{}, pages: map[string]numberKey{}, lastID: 54300, hooks: webhooks{sign: sign},
	}
	v.seed()
	return v
}

// Handler is the generated router behind the token; the payment page needs none, its session is the key.
func (v *Server) Handler() http.Handler {
	api := http.NewServeMux()
	vertexserver.HandlerWithOptions(routes{v}, vertexserver.StdHTTPServerOptions{
		BaseRouter: api,
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, _ error) {
			invalid(w, "a path parameter is not of its type")
		},
	})
	api.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { notFound(w, "Not found route") })
	mux := http.NewServeMux()
	mux.Handle("/", v.authorized(v.faults.Spoil(api, mediaType, damaged, large)))
	mux.HandleFunc("GET /payment", v.showPage)
	mux.HandleFunc("POST /payment", v.usePage)
	return mux
}

// Close ends the callbacks under way.
func (v *Server) Close() { v.sender.Close() }

func (v *Server) authorized(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tokens := r.Header.Values(vertexapi.HeaderAPIAccessToken)
		if len(tokens) != 1 || subtle.ConstantTimeCompare([]byte(tokens[0]), []byte(v.Token)) != 1 {
			refuse(
				w, http.StatusUnauthorized, "Unauthorized",
				"The "+vertexapi.HeaderAPIAccessToken+" header is missing or unknown",
			)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// shop finds a shop the token has the right for; else it answers 403 or 404. The lock is held.
func (v *Server) shop(w http.ResponseWriter, id int64) *shop {
	if id == v.ForeignShopID {
		refuse(w, http.StatusForbidden, "Forbidden", "The token has no right for this shop")
		return nil
	}
	s := v.shops[id]
	if s == nil {
		notFound(w, "Not found shop with id: "+itoa(id))
	}
	return s
}

// open makes a shop known. The lock is held.
func (v *Server) open(id int64) *shop {
	if v.shops[id] == nil {
		v.shops[id] = &shop{payment: paymentMethods(), payout: payoutMethods()}
	}
	return v.shops[id]
}

// taken reports whether an order or a payout has the number. The lock is held.
func (v *Server) taken(k numberKey) bool { return v.orders[k] != nil || v.payouts[k] != nil }

// next is a new identifier inside the gateway. The lock is held.
func (v *Server) next() int64 {
	v.lastID++
	return v.lastID
}

// locate finds a number in the token's shop first, then in the others. The lock is held.
func locate[T any](v *Server, all map[numberKey]*T, number string) (*T, error) {
	if x := all[numberKey{v.ShopID, number}]; x != nil {
		return x, nil
	}
	for shop := range v.shops {
		if x := all[numberKey{shop, number}]; x != nil {
			return x, nil
		}
	}
	if x := all[numberKey{v.ForeignShopID, number}]; x != nil {
		return x, nil
	}
	return nil, fake.ErrNotFound
}

// AnswerWith200 answers operations on orders with 200, as the older pages have it, in place of 202.
func (v *Server) AnswerWith200(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.old = on
}

// HoldOperations accepts captures, cancels, rejects and refunds without effect until Settle: what 202 promises and no
// more.
func (v *Server) HoldOperations(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.held = on
}

// PayoutsByPage is the shop's setting "payout via payment page": a payout may leave purpose and method open.
func (v *Server) PayoutsByPage(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.byPage = on
}

// SetMethods gives a shop its methods, and makes the shop known.
func (v *Server) SetMethods(shopID int64, payment []vertexapi.PaymentMethod, payout []vertexapi.PayoutMethod) {
	v.mu.Lock()
	defer v.mu.Unlock()
	*v.open(shopID) = shop{payment: payment, payout: payout}
}

func now() time.Time { return time.Now().UTC().Truncate(time.Second) }
