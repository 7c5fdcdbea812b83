package rozetkapayfake

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A history is the operations of one order or payment, oldest first, with what calls ask of them, so that no call has
// to walk it: the latest operation of a kind, the one with an id, and the piles.
type history[T operation] struct {
	all    []T
	latest map[string]T // by kind
	byID   map[string]T
	piles  map[pileKey]*pile[T]
}

// An operation is what a history has: one step of an order or payment.
type operation interface {
	comparable
	kind() string
	id() *string // the provider's
	status() *rozetkapayapi.OperationStatus
	amount() strictpay.Decimal
	use() use // of the money, once it succeeded
	at() *place
}

// A use is what an operation that succeeded did with the payer's money.
type use string

const (
	usesNothing use = ""
	takes       use = "takes"
	blocks      use = "blocks"
)

// A pileKey names a pile: the operations of a kind in a status, or those that use money in a way.
type pileKey struct {
	kind   string
	status rozetkapayapi.OperationStatus
	use    use
}

// A pile is operations, in the order in which they came to it, and what they add up to.
type pile[T operation] struct {
	list  []T
	total decimal.Decimal
}

// sum is the total, as it was spelled where there is one operation.
func (p *pile[T]) sum() strictpay.Decimal {
	if len(p.list) == 1 && p.list[0].amount().IsSet() {
		return p.list[0].amount()
	}
	return fake.Amount(p.total)
}

// A place is the piles on which an operation lies, and with which amount.
type place struct {
	keys   []pileKey
	amount decimal.Decimal
}

func (p *place) at() *place { return p }

// add puts an operation behind the others.
func (h *history[T]) add(op T) {
	if h.latest == nil {
		h.latest, h.byID, h.piles = map[string]T{}, map[string]T{}, map[pileKey]*pile[T]{}
	}
	h.all = append(h.all, op)
	h.latest[op.kind()] = op
	if id := op.id(); id != nil {
		if _, known := h.byID[*id]; !known {
			h.byID[*id] = op
		}
	}
	h.moved(op)
}

// moved puts an operation on the piles where it belongs now; to be called after every change of its status or amount.
func (h *history[T]) moved(op T) {
	at := op.at()
	for _, key := range at.keys {
		p := h.piles[key]
		i := slices.Index(p.list, op)
		p.list, p.total = slices.Delete(p.list, i, i+1), p.total.Sub(at.amount)
	}
	at.keys, at.amount = at.keys[:0], op.amount().Decimal()
	if status := op.status(); status != nil {
		at.keys = append(at.keys, pileKey{kind: op.kind(), status: *status})
		if *status == statusSuccess && op.use() != usesNothing {
			at.keys = append(at.keys, pileKey{use: op.use()})
		}
	}
	for _, key := range at.keys {
		if h.piles[key] == nil {
			h.piles[key] = new(pile[T])
		}
		p := h.piles[key]
		p.list, p.total = append(p.list, op), p.total.Add(at.amount)
	}
}

// in is the pile of the operations of a kind in a status.
func (h *history[T]) in(kind string, status rozetkapayapi.OperationStatus) *pile[T] {
	return h.pile(pileKey{kind: kind, status: status})
}

// that is the pile of the operations that used money in a way.
func (h *history[T]) that(use use) *pile[T] { return h.pile(pileKey{use: use}) }

func (h *history[T]) pile(key pileKey) *pile[T] {
	if p := h.piles[key]; p != nil {
		return p
	}
	return new(pile[T])
}

// last is the latest operation, nil for none.
func (h *history[T]) last() (op T) {
	if len(h.all) > 0 {
		op = h.all[len(h.all)-1]
	}
	return op
}
