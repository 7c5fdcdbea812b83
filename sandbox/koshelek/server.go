package koshelekfake

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"sync"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/koshelekserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Server is the fake of Koshelek Pay. A payment waits for its customer: [Server.Pay], [Server.Decline], or a card
// session that decides by itself, such as [SessionPays]. Refunds and cancellations go through at once unless they are
// held.
type Server struct {
	fake.Callbacks
	fake.Faults
	Credentials
	URL string // base URL, with a partner's segment

	sender       *fake.Sender
	faults       *fake.FaultQueue
	mu           sync.Mutex
	transactions map[string]*payment
	orders       map[string]map[string]*payment // the transactions of an order, by their ids
	refs         map[string]*reference          // cancellations and refunds
	tasks        map[string]*availabilityTask
	sessions     map[string]string // card session -> its last transaction
	receipts     map[string][]koshelekapi.Invoice
	answers      map[requestKey]answer // what was answered to which requestId
	refusals     map[string][]koshelekapi.ErrorCode
	postback     postback

	list         koshelekapi.AvailabilityList
	asynchronous bool // the list is answered with 201
	unknownIs422 bool
	holdRefunds  bool
	holdCancels  bool
	rejectRefund koshelekapi.ErrorCode // of the next refund; "" for none
}

// Credentials are what a fake asks for. They may be changed before its Handler serves anything.
type Credentials struct{ Login, Password string }

// calls has the operations, so that the fake's own methods are what tests see.
type calls struct{ *Server }

var _ koshelekserver.ServerInterface = calls{}

// New makes a fake that is reached under a base URL; Handler serves it there, and Close ends it.
func New(base string) *Server {
	c, faults := fake.NewSender(), new(fake.FaultQueue)
	x := &Server{
		Callbacks: c.Callbacks(), sender: c, Faults: faults.Faults(), faults: faults, URL: base,
		Credentials:  Credentials{Login: "partner-" + fake.Random(4), Password: fake.Random(16)},
		transactions: map[string]*payment{}, orders: map[string]map[string]*payment{},
		refs: map[string]*reference{}, tasks: map[string]*availabilityTask{}, sessions: map[string]string{},
		receipts: map[string][]koshelekapi.Invoice{}, answers: map[requestKey]answer{},
		refusals: map[string][]koshelekapi.ErrorCode{},
		list:     providers(),
	}
	x.seed()
	return x
}

// Handler is the generated router behind HTTP Basic.
func (x *Server) Handler() http.Handler {
	router := koshelekserver.HandlerWithOptions(calls{x}, koshelekserver.StdHTTPServerOptions{
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, _ error) {
			// The only parameter that can fail here is the token. How the real server answers is not documented.
			refusal(koshelekapi.ErrorCodeExternalProviderError, "нет заголовка token").write(w)
		},
	})
	return authenticate(x.Login, x.Password, x.faults.Spoil(router, mediaType, damaged, large))
}

// Close ends the postbacks under way.
func (x *Server) Close() { x.sender.Close() }

// authenticate checks HTTP Basic. The answer to a wrong password is not documented; 401 is what RFC 9110 has for it.
func authenticate(login, password string, inner http.Handler) http.Handler {
	want := sha256.Sum256([]byte(login + ":" + password))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		gotLogin, gotPassword, _ := r.BasicAuth()
		got := sha256.Sum256([]byte(gotLogin + ":" + gotPassword))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", `Basic realm="koshelek", charset="UTF-8"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		inner.ServeHTTP(w, r)
	})
}
