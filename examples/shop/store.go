package main

import (
	"errors"
	"fmt"
	"sync"
)

var (
	errNoOrder = errors.New("there is no such order")
	errTwice   = errors.New("there is an order of that number")
)

// A Store keeps orders and the keys of callbacks, in memory.
type Store struct {
	mu     sync.Mutex
	orders map[string]Order
	seen   map[string]bool // keys of callbacks that were handled
}

// NewStore makes an empty one.
func NewStore() *Store { return &Store{orders: map[string]Order{}, seen: map[string]bool{}} }

// Add writes an order down, before anything is sent of it.
func (s *Store) Add(o Order) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.orders[o.ID]; there {
		return errTwice
	}
	s.orders[o.ID] = o
	return nil
}

// Get gives an order.
func (s *Store) Get(id string) (Order, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, there := s.orders[id]
	if !there {
		return Order{}, errNoOrder
	}
	return o, nil
}

// Change changes an order.
func (s *Store) Change(id string, change func(o *Order)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.change(id, change)
}

func (s *Store) change(id string, change func(o *Order)) error {
	o, there := s.orders[id]
	if !there {
		return errNoOrder
	}
	change(&o)
	s.orders[id] = o
	return nil
}

// Once applies a callback, unless one of the same key was applied. The key and what it changes are written together:
// in a database, in one transaction. An error leaves both as they were, and the provider delivers again.
func (s *Store) Once(n Notice, apply func(o *Order)) (first bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := n.Provider + " " + n.Key
	if s.seen[key] {
		return false, nil
	}
	id, err := s.find(n)
	if err != nil {
		return false, err
	}
	if err := s.change(id, apply); err != nil {
		return false, err
	}
	s.seen[key] = true
	return true, nil
}

// find finds the order of a callback. One that comes before Create has returned may name a reference that the shop
// does not know yet: it fails, and comes again.
func (s *Store) find(n Notice) (string, error) {
	if n.OrderID != "" {
		return n.OrderID, nil
	}
	for id, o := range s.orders {
		if o.Provider == n.Provider && o.Reference == n.Reference {
			return id, nil
		}
	}
	return "", fmt.Errorf("%w with that reference", errNoOrder)
}

// take takes over what a provider says. A paid order is not unpaid by what comes late.
func (o *Order) take(state State) {
	if state.Refunded.IsSet() && (!o.Refunded.IsSet() || state.Refunded.Cmp(o.Refunded) > 0) {
		o.Refunded = state.Refunded
	}
	if o.Status == StatusPaid && state.Status != StatusPaid {
		return
	}
	o.Status = state.Status
}
