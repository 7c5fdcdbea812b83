package rozetkapayfake

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Server is the fake of RozetkaPay. What its documentation leaves open is answered as its names suggest, and
// the comments here say so.
type Server struct {
	fake.Callbacks
	fake.Faults
	Credentials
	URL string

	sender       *fake.Sender
	faults       *fake.FaultQueue
	mu           sync.Mutex
	orders       map[string]*orderState
	payments     map[string]*paymentState // by card, by external_id
	payouts      map[string]*payoutState
	lookups      []*paymentState // checks of cards
	batches      map[string]*batchState
	failures     map[string]rozetkapayapi.ResponseCode // of orders of batches, each once
	tokens       map[string]string                     // numbers of cards
	wallets      map[walletKey]*walletState
	alternatives map[string]*alternativeState
	inStore      map[string]*inStoreState
	walletCards  map[string]*walletCard       // cards of all wallets, by option_id
	instructions map[string]*instructionState // by their ids
	instructed   map[string]*instructionState // by the external_id of their orders

	recurrents map[string]card
	paidTo     map[int64]map[string]bool // by tax number: external_ids of payments that brought money
	slow       bool                      // charges stay pending

	balance decimal.Decimal
	subscribed
	refusals  map[string]refusal
	merchants []*merchantState
	limits    map[int64]rozetkapayapi.FinmonP2PPaymentPreLimitsResponse // of recipients, by tax number
	banks     []Bank
	limit     rateLimit
	strings   bool // numbers are written as strings
	standard  bool // signatures use the standard alphabet
	last      int  // of the numbers given out
}

// Credentials are what a fake asks for and signs with. They may be changed before its Handler serves anything.
type Credentials struct {
	// Password is the key of callback signatures too, also of a child account's: which one signs there is not
	// documented
	Login, Password string
	ChildLogin      string // the one child account for which Login may act
	CustomerToken   string // the one customer token that is accepted; a call needs none
}

// New makes a fake that is reached under a base URL; Handler serves it there, and Close ends it.
func New(base string) *Server {
	c, faults := fake.NewSender(), new(fake.FaultQueue)
	x := &Server{
		Callbacks: c.Callbacks(), sender: c, Faults: faults.Faults(), faults: faults, URL: base,
		Credentials: Credentials{
			Login: "sandbox-login", Password: fake.Random(16), ChildLogin: "sandbox-child",
			CustomerToken: fake.Random(16),
		},
		orders: map[string]*orderState{}, payments: map[string]*paymentState{}, payouts: map[string]*payoutState{},
		tokens:       testCards(),
		wallets:      map[walletKey]*walletState{},
		alternatives: map[string]*alternativeState{},
		inStore:      map[string]*inStoreState{},
		walletCards:  map[string]*walletCard{},
		instructions: map[string]*instructionState{},
		instructed:   map[string]*instructionState{},
		recurrents:   map[string]card{},
		balance:      decimal.NewFromInt(1_000_000),
		refusals:     map[string]refusal{},
		batches:      map[string]*batchState{},
		failures:     map[string]rozetkapayapi.ResponseCode{},
		banks:        banks(),
		last:         10_000,
		subscribed:   newSubscribed(),
	}
	x.seed()
	x.seedPayments()
	x.seedWallets()
	x.seedAlternatives()
	x.seedInStore()
	x.seedInstructions()
	x.seedPayouts()
	x.seedBatches()
	x.seedMerchants()
	x.seedPlans()
	x.seedSubscriptions()
	return x
}

// Handler is the API behind its authentication, and beside it the pages that are no part of the API: the bank's, those
// of payment instructions, and one that takes callbacks.
func (x *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+pagePath+"{operation}", x.showPage)
	mux.HandleFunc("POST "+pagePath+"{operation}", x.submitPage)
	mux.HandleFunc("GET "+instructionPath+"{id}", x.showInstruction)
	mux.HandleFunc("GET "+instructionPath+"{id}/file", x.showInstruction)
	mux.HandleFunc("POST "+sinkPath, func(w http.ResponseWriter, r *http.Request) {
		fake.Note(r, func(x *fake.Exchange) { x.Own = true })
		w.WriteHeader(http.StatusOK)
	})
	api := http.NewServeMux()
	api.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		x.refuse(w, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeMissingRoute, ""))
	})
	router := rozetkapayserver.HandlerWithOptions(calls{x}, rozetkapayserver.StdHTTPServerOptions{
		BaseRouter:       api,
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) { x.refuseParameter(w, err) },
	})
	mux.Handle("/", x.authenticate(x.faults.Spoil(router, mediaType, damaged, large)))
	return mux
}

// Close ends the callbacks under way.
func (x *Server) Close() { x.sender.Close() }

// calls has the operations, so that the fake's own methods are what tests see.
type calls struct{ *Server }

var _ rozetkapayserver.ServerInterface = calls{}

// authenticate lets the login pass, and what it may add to it.
func (x *Server) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if withoutCredentials(r) {
			if x.count(w) {
				next.ServeHTTP(w, r)
			}
			return
		}
		login, password, ok := r.BasicAuth()
		if !equalSecrets(login, x.Login) || !equalSecrets(password, x.Password) || !ok {
			w.Header().Set("WWW-Authenticate", `Basic realm="rozetkapay"`)
			x.refuse(w, newRefusal(http.StatusUnauthorized, rozetkapayapi.ResponseCodeAuthorizationFailed, ""))
			return
		}
		if token := r.Header.Get(rozetkapayapi.HeaderCustomerAuth); token != "" &&
			!equalSecrets(token, x.CustomerToken) {
			x.refuse(w, newRefusal(http.StatusUnauthorized, rozetkapayapi.ResponseCodeCustomerAuthTokenExpiredOrInvalid,
				""))
			return
		}
		if child := r.Header.Get(rozetkapayapi.HeaderOnBehalfOf); child != "" && child != x.ChildLogin {
			x.refuse(w, newRefusal(http.StatusForbidden, rozetkapayapi.ResponseCodeAccessNotAllowed, ""))
			return
		}
		if !x.count(w) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// withoutCredentials reports whether the operation takes none.
func withoutCredentials(r *http.Request) bool {
	return slices.ContainsFunc(rozetkapayapi.API.Operations, func(op spec.Operation) bool {
		return op.NoCredentials && op.Method == r.Method && op.Path == r.URL.Path
	})
}

// equalSecrets compares in constant time, whatever the lengths.
func equalSecrets(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// account is whose order a call is about.
func (x *Server) account(r *http.Request) string {
	if child := r.Header.Get(rozetkapayapi.HeaderOnBehalfOf); child != "" {
		return child
	}
	return x.Login
}

// find gives an account's order. The lock is held.
func (x *Server) find(r *http.Request, externalID string) (*orderState, *refusal) {
	o := x.orders[externalID]
	if o == nil || o.account != x.account(r) {
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	}
	return o, nil
}

// number makes identifiers. The lock is held.
func (x *Server) number() string {
	x.last++
	return strconv.Itoa(x.last)
}

// newID makes an identifier in the form of a UUID, as cards in wallets, plans and subscriptions have it.
func newID() string {
	s := fake.Random(16)
	return s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-8" + s[17:20] + "-" + s[20:32]
}

// SetBalance sets what refunds are paid from, in main units; a fresh fake has 1000000. Pending refunds stay pending
// until they are tried again.
func (x *Server) SetBalance(amount strictpay.Decimal) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.balance = amount.Decimal()
}

// Balance is what refunds are paid from.
func (x *Server) Balance() strictpay.Decimal {
	x.mu.Lock()
	defer x.mu.Unlock()
	return fake.Amount(x.balance)
}

// WriteNumbersAsStrings makes answers and callbacks spell their numeric amounts as strings, as integrations have seen
// it in production.
func (x *Server) WriteNumbersAsStrings(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.strings = on
}

// SignWithStandardBase64 makes callbacks carry signatures in the standard base64 alphabet, which is not what is
// documented.
func (x *Server) SignWithStandardBase64(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.standard = on
}
