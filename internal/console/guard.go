package console

import (
	"net/http"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// policy keeps the page to itself: nothing is loaded from elsewhere or inline, nothing is sent elsewhere, and no other
// page shows this one.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// mostForm bounds what the page sends, in bytes.
const mostForm = 64 << 10

// guard keeps other pages out: a name that someone made lead to this machine, requests that another page sends, and
// pages that show this one.
func guard(next http.Handler) http.Handler {
	ours := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !fake.Reachable("http://" + r.Host) {
			http.Error(w, "This page is for this machine: open it at 127.0.0.1 or localhost.",
				http.StatusMisdirectedRequest)
			return
		}
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
			if r.Header.Get("Sec-Fetch-Mode") != "navigate" {
				http.Error(w, "Another page asked for this.", http.StatusForbidden)
				return
			}
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		ours.ServeHTTP(w, r)
	})
}
