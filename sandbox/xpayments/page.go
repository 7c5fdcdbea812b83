package xpaymentsfake

import (
	"html"
	"net/http"
	"net/url"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// page is the card page for a browser: the token opens it, and its buttons stand for what a buyer can do. It has no
// field for a card, on purpose.
func (x *Server) page(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil || r.PostFormValue("target") != "main" {
		writePage(w, http.StatusBadRequest, "<p>Wrong request</p>")
		return
	}
	token := r.PostFormValue("token")
	x.mu.Lock()
	txnID, known := x.tokens[token]
	x.mu.Unlock()
	if !known {
		writePage(w, http.StatusBadRequest, "<p>This token opens nothing</p>")
		return
	}
	saving := r.PostFormValue("allow_save_card") == "Y" || r.PostFormValue("save_card") == "Y"
	var err error
	switch r.PostFormValue("action") {
	case "start":
		writePage(w, http.StatusOK, buttons(token, saving))
		return
	case "cancel":
		x.leave(w, r, txnID)
		return
	case "pay":
		if err = x.Pay(txnID); saving {
			x.saved(txnID)
		}
	case "decline":
		err = x.Decline(txnID)
	default:
		writePage(w, http.StatusBadRequest, "<p>Wrong action</p>")
		return
	}
	if err != nil {
		writePage(w, http.StatusConflict, "<p>The payment cannot be paid</p>")
		return
	}
	x.comeBack(w, txnID)
}

func (x *Server) saved(txnID string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.payments[txnID].CardSaved = true
}

func buttons(token string, saving bool) string {
	form := `<form method="post"><input type="hidden" name="target" value="main">` +
		`<input type="hidden" name="token" value="` + html.EscapeString(token) + `">`
	if saving {
		form += `<input type="hidden" name="save_card" value="Y">`
	}
	for _, action := range []string{"pay", "decline", "cancel"} {
		form += `<button name="action" value="` + action + `">` + action + `</button>`
	}
	return form + "</form>"
}

// comeBack sends the browser to returnUrl as X-Payments does: a POST with action=return, refId and txnId. Without the
// action a real store denies access.
func (x *Server) comeBack(w http.ResponseWriter, txnID string) {
	p, _ := x.GetPayment(txnID)
	form := `<form method="post" action="` + html.EscapeString(p.ReturnURL) + `">`
	for _, field := range [][2]string{{"action", "return"}, {"refId", p.RefID}, {"txnId", p.TxnID}} {
		form += `<input type="hidden" name="` + field[0] + `" value="` + html.EscapeString(field[1]) + `">`
	}
	writePage(w, http.StatusOK, form+`<button>Back to the store</button></form>`)
}

// leave sends the browser to returnUrl as X-Payments does when the buyer gives up: a GET with action=cancel.
func (x *Server) leave(w http.ResponseWriter, r *http.Request, txnID string) {
	p, _ := x.GetPayment(txnID)
	u, err := url.Parse(p.ReturnURL)
	if err != nil {
		writePage(w, http.StatusConflict, "<p>There is no way back</p>")
		return
	}
	query := u.Query()
	query.Set("action", "cancel")
	query.Set("refId", p.RefID)
	query.Set("txnId", p.TxnID)
	u.RawQuery = query.Encode()
	http.Redirect(w, r, u.String(), http.StatusFound)
}

func writePage(w http.ResponseWriter, status int, body string) {
	fake.Answer(w, status, "text/html; charset=utf-8",
		[]byte("<!DOCTYPE html><html><head><title>Sandbox</title></head><body>"+body+"</body></html>"))
}
