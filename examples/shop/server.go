package main

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
)

// newOrder is the body of POST /orders.
type newOrder struct {
	ID          string            `json:"id"`
	Provider    string            `json:"provider"`
	Amount      strictpay.Decimal `json:"amount"` // "56.99", exact
	Currency    string            `json:"currency"`
	FirstName   string            `json:"first_name"`
	LastName    string            `json:"last_name"`
	Email       string            `json:"email"`
	Phone       string            `json:"phone"`
	CardSession string            `json:"card_session"`
}

// An answer is what all requests of the shop are answered with.
type answer struct {
	Order Order  `json:"order"`
	Link  string `json:"link"`
	Error string `json:"error"`
	Again bool   `json:"again"` // the same request may be made again
}

// maxRequest bounds what a caller may send.
const maxRequest = 64 << 10

// Handler serves the shop, and the callbacks of each provider at /callbacks/PROVIDER.
func (s *Shop) Handler() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", s.createOrder)
	mux.HandleFunc("GET /orders/{id}", s.showOrder)
	mux.HandleFunc("POST /orders/{id}/refund", s.refundOrder)
	for name, provider := range s.providers {
		callbacks, err := provider.Callbacks(s.Take)
		if err != nil {
			return nil, err
		}
		mux.Handle("POST /callbacks/"+name, callbacks)
	}
	return mux, nil
}

func (s *Shop) createOrder(w http.ResponseWriter, r *http.Request) {
	var in newOrder
	if !read(w, r, &in) {
		return
	}
	o, begun, err := s.Create(r.Context(), Order{
		ID: in.ID, Provider: in.Provider, Amount: in.Amount, Currency: in.Currency, Refunded: zero,
		Customer: Customer{in.FirstName, in.LastName, in.Email, in.Phone, in.CardSession},
	})
	reply(w, http.StatusCreated, answer{Order: o, Link: begun.Link}, err)
}

func (s *Shop) showOrder(w http.ResponseWriter, r *http.Request) {
	o, err := s.store.Get(r.PathValue("id"))
	reply(w, http.StatusOK, answer{Order: o}, err)
}

func (s *Shop) refundOrder(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Amount strictpay.Decimal `json:"amount"`
	}
	if !read(w, r, &in) {
		return
	}
	o, err := s.Refund(r.Context(), r.PathValue("id"), in.Amount)
	reply(w, http.StatusOK, answer{Order: o}, err)
}

func read(w http.ResponseWriter, r *http.Request, into any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(into); err != nil {
		write(w, http.StatusBadRequest, answer{Error: "the body is not what it should be"})
		return false
	}
	return true
}

// reply answers with what was done, or with what to do after an error.
func reply(w http.ResponseWriter, status int, a answer, err error) {
	switch {
	case err == nil:
	case errors.Is(err, errNoOrder):
		status, a.Error = http.StatusNotFound, err.Error()
	case errors.Is(err, errTwice), errors.Is(err, errBusy), errors.Is(err, errNotPaid):
		status, a.Error = http.StatusConflict, err.Error()
	case errors.Is(err, errAmount), errors.Is(err, errProvider):
		status, a.Error = http.StatusUnprocessableEntity, err.Error()
	default:
		advice := adviceOf(err)
		status, a.Error, a.Again = advice.HTTP, advice.Text, advice.Again
	}
	write(w, status, a)
}

func write(w http.ResponseWriter, status int, a answer) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // a link is for pasting
	_ = encoder.Encode(a)
}
