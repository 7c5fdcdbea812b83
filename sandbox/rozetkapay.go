package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strconv"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A RozetkaPay is the fake of RozetkaPay PayParts. What its documentation leaves open is answered as its names suggest, and the comments here say so.
type RozetkaPay struct {
	Callbacks
	URL             string
	Login, Password string // Password is the key of callback signatures too, also of a child account's: which one signs there is not documented
	ChildLogin      string // the one child account for which Login may act
	CustomerToken   string // the one customer token that is accepted; a call needs none

	callbacks *callbacks
	mu        sync.Mutex
	orders    map[string]*rozetkapayOrder
	balance   decimal.Decimal
	refusals  map[string]rozetkapayRefusal
	cuts      map[string]bool
	banks     []RozetkaPayBank
	limit     rozetkapayLimit
	strings   bool // numbers are written as strings
	standard  bool // signatures use the standard alphabet
	last      int  // of the numbers given out
}

func newRozetkaPay(base string) *RozetkaPay {
	c := newCallbacks()
	x := &RozetkaPay{
		Callbacks: Callbacks{c}, callbacks: c, URL: base, Login: "sandbox-login", Password: random(16), ChildLogin: "sandbox-child", CustomerToken: random(16),
		orders: map[string]*rozetkapayOrder{}, balance: decimal.NewFromInt(1_000_000), refusals: map[string]rozetkapayRefusal{}, cuts: map[string]bool{},
		banks: rozetkapayBanks(), last: 10_000,
	}
	x.seed()
	return x
}

// handler is the API behind its authentication, and beside it the two pages that are nobody's API: the bank's, and one that takes callbacks.
func (x *RozetkaPay) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+rozetkapayPage+"{operation}", x.showPage)
	mux.HandleFunc("POST "+rozetkapayPage+"{operation}", x.submitPage)
	mux.HandleFunc("POST "+rozetkapaySink, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	api := http.NewServeMux()
	api.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		x.refuse(w, rozetkapayError(http.StatusNotFound, rozetkapayapi.ResponseCodeMissingRoute, ""))
	})
	mux.Handle("/", x.authenticate(rozetkapayapi.HandlerWithOptions(rozetkapayCalls{x}, rozetkapayapi.StdHTTPServerOptions{BaseRouter: api,
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) { x.refuseParameter(w, err) }})))
	return mux
}

// rozetkapayCalls has the operations, so that the fake's own methods are what tests see.
type rozetkapayCalls struct{ *RozetkaPay }

var _ rozetkapayapi.ServerInterface = rozetkapayCalls{}

// authenticate lets the login pass, and what it may add to it.
func (x *RozetkaPay) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		login, password, ok := r.BasicAuth()
		if !rozetkapaySame(login, x.Login) || !rozetkapaySame(password, x.Password) || !ok {
			w.Header().Set("WWW-Authenticate", `Basic realm="rozetkapay"`)
			x.refuse(w, rozetkapayError(http.StatusUnauthorized, rozetkapayapi.ResponseCodeAuthorizationFailed, ""))
			return
		}
		if token := r.Header.Get(rozetkapayapi.HeaderCustomerAuth); token != "" && !rozetkapaySame(token, x.CustomerToken) {
			x.refuse(w, rozetkapayError(http.StatusUnauthorized, rozetkapayapi.ResponseCodeCustomerAuthTokenExpiredOrInvalid, ""))
			return
		}
		if child := r.Header.Get(rozetkapayapi.HeaderOnBehalfOf); child != "" && child != x.ChildLogin {
			x.refuse(w, rozetkapayError(http.StatusForbidden, rozetkapayapi.ResponseCodeAccessNotAllowed, ""))
			return
		}
		if !x.count(w) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// rozetkapaySame compares in constant time, whatever the lengths.
func rozetkapaySame(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// account is whose order a call is about.
func (x *RozetkaPay) account(r *http.Request) string {
	if child := r.Header.Get(rozetkapayapi.HeaderOnBehalfOf); child != "" {
		return child
	}
	return x.Login
}

// find gives an account's order. The lock is held.
func (x *RozetkaPay) find(r *http.Request, externalID string) (*rozetkapayOrder, *rozetkapayRefusal) {
	o := x.orders[externalID]
	if o == nil || o.account != x.account(r) {
		return nil, &rozetkapayRefusal{http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, ""}
	}
	return o, nil
}

// number makes identifiers. The lock is held.
func (x *RozetkaPay) number() string {
	x.last++
	return strconv.Itoa(x.last)
}

// SetBalance sets what refunds are paid from, in main units; a fresh fake has 1000000. Pending refunds stay pending until they are tried again.
func (x *RozetkaPay) SetBalance(amount strictpay.Decimal) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.balance = amount.Decimal()
}

// Balance is what refunds are paid from.
func (x *RozetkaPay) Balance() strictpay.Decimal {
	x.mu.Lock()
	defer x.mu.Unlock()
	return rozetkapayDecimal(x.balance)
}

// WriteNumbersAsStrings makes answers and callbacks spell their numeric amounts as strings, as integrations have seen it in production.
func (x *RozetkaPay) WriteNumbersAsStrings(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.strings = on
}

// SignWithStandardBase64 makes callbacks carry signatures in the standard base64 alphabet, which is not what is documented.
func (x *RozetkaPay) SignWithStandardBase64(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.standard = on
}

func rozetkapayDecimal(d decimal.Decimal) strictpay.Decimal {
	v, _ := strictpay.NewDecimal(d) // sums of amounts that were read as such
	return v
}

func rozetkapayPointer[T any](v T) *T { return &v }
