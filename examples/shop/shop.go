package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/strictpay/strictpay"
)

// A Shop sells.
type Shop struct {
	store     *Store
	providers map[string]Provider
	log       *slog.Logger
	under     sync.WaitGroup // orders that are being followed
	ending    context.Context
}

// NewShop makes a shop. Following ends with ctx.
func NewShop(ctx context.Context, providers map[string]Provider, log *slog.Logger) *Shop {
	return &Shop{store: NewStore(), providers: providers, log: log, ending: ctx}
}

// Wait waits until nothing is followed any more.
func (s *Shop) Wait() { s.under.Wait() }

var (
	errProvider = errors.New("there is no such provider")
	errAmount   = errors.New("the amount must be above zero, and not above what was paid")
	errNotPaid  = errors.New("the order is not paid")
	errBusy     = errors.New("a refund of the order is under way, or its outcome is not known yet")
)

// Create takes an order. It is written down before the call, so that a crash in the middle of it leaves a trace.
func (s *Shop) Create(ctx context.Context, o Order) (Order, Begun, error) {
	provider := s.providers[o.Provider]
	if provider == nil {
		return o, Begun{}, errProvider
	}
	o.Status, o.Created = StatusNew, time.Now().UTC()
	if o.Amount.Sign() <= 0 {
		return o, Begun{}, errAmount
	}
	if err := s.store.Add(o); err != nil {
		return o, Begun{}, err
	}
	begun, err := provider.Create(ctx, o)
	status := StatusPending
	if err != nil {
		s.tell(ctx, "create", o, err)
		if status = adviceOf(err).Status; status == "" {
			status = StatusNotPaid // nothing was created: a new order gets a new number
		}
	}
	_ = s.store.Change(o.ID, func(now *Order) {
		now.Reference = begun.Reference
		if now.Status == StatusNew { // a callback may have been faster
			now.Status = status
		}
	})
	o, _ = s.store.Get(o.ID)
	if err == nil || isUnknown(err) {
		s.follow(o)
	}
	return o, begun, err
}

// follow asks for an order until it is decided, beside the callbacks: these may never come.
func (s *Shop) follow(o Order) {
	s.under.Go(func() {
		state, err := s.providers[o.Provider].Follow(s.ending, o)
		switch {
		case s.ending.Err() != nil:
			return // the next start, or a callback, finds out
		case err != nil:
			s.tell(s.ending, "follow", o, err)
			return
		}
		_ = s.store.Change(o.ID, func(now *Order) { now.take(state) })
		s.log.Info("followed", "order", o.ID, "provider", o.Provider, "status", string(state.Status))
	})
}

// Refund gives a part of an order's money back. While the outcome of one refund is not known, there is no other.
func (s *Shop) Refund(ctx context.Context, id string, amount strictpay.Decimal) (Order, error) {
	o, err := s.begin(id, amount)
	if err != nil {
		return o, err
	}
	if err = s.providers[o.Provider].Refund(ctx, o, amount); err != nil {
		s.tell(ctx, "refund", o, err)
	}
	_ = s.store.Change(id, func(now *Order) {
		now.Refunding = isUnknown(err) // a person, or a job that asks again, ends that
		if err == nil {
			now.take(State{Status: now.Status, Refunded: plus(o.Refunded, amount)})
		}
	})
	o, _ = s.store.Get(id)
	return o, err
}

// begin writes down that a refund is under way, before the call; only one at a time gets through.
func (s *Shop) begin(id string, amount strictpay.Decimal) (o Order, err error) {
	missing := s.store.Change(id, func(now *Order) {
		left := now.Amount.Decimal().Sub(now.Refunded.Decimal())
		switch {
		case now.Refunding:
			err = errBusy
		case now.Status != StatusPaid:
			err = errNotPaid
		case amount.Sign() <= 0 || amount.Decimal().GreaterThan(left):
			err = errAmount
		default:
			now.Refunding = true
		}
		o = *now
	})
	return o, errors.Join(missing, err)
}

// Take takes a callback, once for each key.
func (s *Shop) Take(_ context.Context, n Notice) error {
	first, err := s.store.Once(n, func(o *Order) { o.take(n.State) })
	if err != nil {
		return fmt.Errorf("callback of %s: %w", n.Provider, err)
	}
	s.log.Info("callback", "provider", n.Provider, "order", n.OrderID, "status", string(n.State.Status), "first", first)
	return nil
}

// tell logs an error. None of strictpay's errors has a secret, a name or a body in its text.
func (s *Shop) tell(ctx context.Context, what string, o Order, err error) {
	s.log.WarnContext(ctx, what+" failed", "order", o.ID, "provider", o.Provider,
		"outcome", strictpay.OutcomeOf(err).String(), "error", err)
}
