package rozetkapayfake

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A history is the operations of one order or payment, oldest first, with what calls ask of them, so that no call has
// to walk it: the latest operation of a kind, the one with an id, and the groups.
type history[T operation] struct {
	all    []T
	latest map[string]T // by kind
	byID   map[string]T
	groups map[groupKey]*group[T]
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

// A groupKey names a group: the operations of a kind in a status, or those that use money in a way.
type groupKey struct {
	kind   string
	status rozetkapayapi.OperationStatus
	use    use
}

// A group is operations, in the order in which they came to it, and what they add up to.
type group[T operation] struct {
	list  []T
	total decimal.Decimal
}

// sum is the total, as it was spelled where there is one operation.
func (p *group[T]) sum() strictpay.Decimal {
	if len(p.list) == 1 && p.list[0].amount().IsSet() {
		return p.list[0].amount()
	}
	return fake.Amount(p.total)
}

// A place is the groups in which an operation is, and with which amount.
type place struct {
	keys   []groupKey
	amount decimal.Decimal
}

func (p *place) at() *place { return p }

// add puts an operation behind the others.
func (h *history[T]) add(op T) {
	if h.latest == nil {
		h.latest, h.byID, h.groups = map[string]T{}, map[string]T{}, map[groupKey]*group[T]{}
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

// moved puts an operation into the groups where it belongs now. It must be called after every change of its status or
// amount.
func (h *history[T]) moved(op T) {
	at := op.at()
	for _, key := range at.keys {
		p := h.groups[key]
		i := slices.Index(p.list, op)
		p.list, p.total = slices.Delete(p.list, i, i+1), p.total.Sub(at.amount)
	}
	at.keys, at.amount = at.keys[:0], op.amount().Decimal()
	if status := op.status(); status != nil {
		at.keys = append(at.keys, groupKey{kind: op.kind(), status: *status})
		if *status == statusSuccess && op.use() != usesNothing {
			at.keys = append(at.keys, groupKey{use: op.use()})
		}
	}
	for _, key := range at.keys {
		if h.groups[key] == nil {
			h.groups[key] = new(group[T])
		}
		p := h.groups[key]
		p.list, p.total = append(p.list, op), p.total.Add(at.amount)
	}
}

// in is the group of the operations of a kind in a status.
func (h *history[T]) in(kind string, status rozetkapayapi.OperationStatus) *group[T] {
	return h.group(groupKey{kind: kind, status: status})
}

// that is the group of the operations that used money in a way.
func (h *history[T]) that(use use) *group[T] { return h.group(groupKey{use: use}) }

func (h *history[T]) group(key groupKey) *group[T] {
	if p := h.groups[key]; p != nil {
		return p
	}
	return new(group[T])
}

// last is the latest operation, nil for none.
func (h *history[T]) last() (op T) {
	if len(h.all) > 0 {
		op = h.all[len(h.all)-1]
	}
	return op
}
