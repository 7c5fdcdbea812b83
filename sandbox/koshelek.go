package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"sync"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// Koshelek is the fake of Koshelek Pay. A payment waits for its customer: [Koshelek.Approve], [Koshelek.Reject], or a card session that decides by itself, such as
// [KoshelekSessionPays]. Refunds and cancellations go through at once unless they are held.
type Koshelek struct {
	Callbacks
	URL      string // base URL, with a partner's segment
	Login    string
	Password string

	mu           sync.Mutex
	transactions map[string]*koshelekPayment
	refs         map[string]*koshelekRef // cancellations and refunds
	tasks        map[string]*koshelekTask
	sessions     map[string]string // card session -> its last transaction
	receipts     map[string][]koshelekapi.Invoice
	answers      map[koshelekKey]koshelekAnswer // what was answered to which requestId
	refusals     map[string][]koshelekapi.ErrorCode
	postback     koshelekPostback

	list         koshelekapi.AvailabilityList
	asynchronous bool // the list is answered with 201
	unknownIs422 bool
	holdRefunds  bool
	holdCancels  bool
	rejectRefund koshelekapi.ErrorCode // of the next refund; "" for none
	lose         int                   // answers still to be lost
}

var _ koshelekapi.ServerInterface = (*Koshelek)(nil)

func newKoshelek(base string) *Koshelek {
	x := &Koshelek{
		Callbacks: Callbacks{newCallbacks()}, URL: base, Login: "partner-" + random(4), Password: random(16),
		transactions: map[string]*koshelekPayment{}, refs: map[string]*koshelekRef{}, tasks: map[string]*koshelekTask{}, sessions: map[string]string{},
		receipts: map[string][]koshelekapi.Invoice{}, answers: map[koshelekKey]koshelekAnswer{}, refusals: map[string][]koshelekapi.ErrorCode{},
		list: koshelekProviders(),
	}
	x.seed()
	return x
}

func (x *Koshelek) handler() http.Handler {
	return koshelekDoor(x.Login, x.Password, koshelekapi.HandlerWithOptions(x, koshelekapi.StdHTTPServerOptions{
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, _ error) {
			// The only parameter that can fail here is the token. How the real server answers is not documented.
			koshelekRefusal(koshelekapi.ErrorCodeExternalProviderError, "нет заголовка token").write(w)
		},
	}))
}

// koshelekDoor checks HTTP Basic. The answer to a wrong password is not documented; 401 is what RFC 9110 has for it.
func koshelekDoor(login, password string, inner http.Handler) http.Handler {
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
