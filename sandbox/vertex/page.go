package vertexfake

import (
	"errors"
	"io"
	"net/http"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// The payment page is what paymentLink leads to: buttons for the payer, so that a person can pay in a sandbox that runs
// by itself.
const pageHTML = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sandbox payment page</title></head><body>
<h1>Sandbox payment page</h1><p>No money moves here.</p>
<form method="post"><button name="do" value="pay">Pay</button> <button name="do" value="decline">Decline</button></form></body></html>`

func (v *Server) showPage(w http.ResponseWriter, r *http.Request) {
	if v.numberOf(r.URL.Query().Get("session-id")) == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, pageHTML)
}

func (v *Server) usePage(w http.ResponseWriter, r *http.Request) {
	number := v.numberOf(r.URL.Query().Get("session-id"))
	err := fake.ErrNotFound
	switch {
	case number == "":
	case r.PostFormValue("do") == "pay":
		err = v.Pay(number)
	case r.PostFormValue("do") == "decline":
		err = v.Decline(number)
	}
	switch {
	case errors.Is(err, fake.ErrNotFound):
		http.NotFound(w, r)
	case err != nil:
		http.Error(w, "The order cannot be paid any more.", http.StatusConflict)
	default:
		_, _ = io.WriteString(w, "Done. You can close this page.\n")
	}
}

// numberOf finds the order of a payment page.
func (v *Server) numberOf(session string) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	k := v.pages[session]
	if o := v.orders[k]; o == nil || o.session != session {
		return "" // no such page, or its order was put in anew
	}
	return k.number
}
