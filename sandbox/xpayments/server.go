package xpaymentsfake

import (
	"net/http"
	"strings"
	"sync"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/gen/xpaymentsserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Server is the fake of X-Payments 3.1.2, which speaks API 1.1 to 1.9: real sealing, payments with exact amounts,
// callbacks and check_cart. How the real one answers what it cannot read, and with which codes it refuses what no
// list names, is not known: there the fake answers with unsealed text, and with codes that begin with "sandbox-".
type Server struct {
	fake.Callbacks
	fake.Faults
	Credentials
	URL       string // without /api.php
	Bundle    string // the URL and what the store needs of the Credentials in one string
	BundlePHP string // the same for the two oldest connectors, which read PHP's serialization only

	sender         *fake.Sender
	faults         *fake.FaultQueue
	keys           *keys
	mu             sync.Mutex
	payments       map[string]*Payment
	references     map[string]map[string]*Payment // the payments of a reference, by their txnIds
	tokens         map[string]string              // token to txnId
	configurations []xpaymentsapi.PaymentConfiguration
	versions       []string
	declined       int           // attempts that the gateway declines
	templates      bool          // the card page's templates wait for approval
	multipart      bool          // callbacks go out as multipart forms
	nested         bool          // callbacks of API 1.9 are nested
	spoken         string        // API version of the store's last request
	large          func() []byte // made once, because sealing takes its time
}

// New makes a fake that is reached under a base URL; Handler serves it there, and Close ends it.
func New(base string) (*Server, error) {
	made, err := pairsOnce()
	if err != nil {
		return nil, err
	}
	credentials := made.credentials
	credentials.StoreID = fake.Random(16)
	c, faults := fake.NewSender(), new(fake.FaultQueue)
	x := &Server{
		Callbacks: c.Callbacks(), sender: c, Faults: faults.Faults(), faults: faults, keys: &made.keys, URL: base,
		Credentials: credentials,
		payments:    map[string]*Payment{}, references: map[string]map[string]*Payment{},
		tokens: map[string]string{}, configurations: configurations(), versions: versions(),
	}
	if err := x.makeBundles(); err != nil {
		return nil, err
	}
	x.large = sync.OnceValue(x.sealLarge)
	x.seed()
	return x, nil
}

// Handler serves the API for stores and the card page for buyers.
func (x *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	operations := x.openSealed(xpaymentsserver.HandlerFromMux(calls{x}, http.NewServeMux()))
	mux.Handle("/api.php", x.faults.Spoil(operations, mediaType, x.damagedAnswer, x.largeAnswer))
	mux.HandleFunc("POST /payment.php", x.page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, withoutEmptySegments(r))
	})
}

// withoutEmptySegments takes "//api.php" for "/api.php": connectors join addresses that way, and follow no redirect.
func withoutEmptySegments(r *http.Request) *http.Request {
	path := r.URL.Path
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	if path == r.URL.Path {
		return r
	}
	r = r.Clone(r.Context())
	r.URL.Path, r.URL.RawPath = path, ""
	return r
}

// Close ends the callbacks under way.
func (x *Server) Close() { x.sender.Close() }

// calls has the operations, so that the fake's own methods are what tests see.
type calls struct{ *Server }

var _ xpaymentsserver.ServerInterface = calls{}

// SetVersions sets which API versions it speaks; by default 1.1 to 1.9. Others are refused with error 506 and a list
// of these.
func (x *Server) SetVersions(versions ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.versions = append([]string{}, versions...)
}

// SetConfigurations replaces the payment configurations. By default there are 1, which can do everything, and 2,
// which charges at once and refunds once, in full.
func (x *Server) SetConfigurations(configurations ...xpaymentsapi.PaymentConfiguration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.configurations = append([]xpaymentsapi.PaymentConfiguration{}, configurations...)
}

// HoldTemplates makes new payments fail with error 505: the card page's templates changed and wait for approval.
func (x *Server) HoldTemplates(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.templates = on
}

// DeclineNext lets the gateway decline the next n attempts to authorize or charge.
func (x *Server) DeclineNext(n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.declined = n
}

// SendMultipart sends callbacks as multipart forms; by default they are urlencoded. Which of the two the real one
// sends is not documented.
func (x *Server) SendMultipart(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.multipart = on
}

// SendNested sends callbacks of API 1.9 with the payment in an element of its own, as the answer to get_info has it
// and the documentation says. By default they are flat: the one connector that reads callbacks of 1.9 registers no
// other.
func (x *Server) SendNested(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.nested = on
}
