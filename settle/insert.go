package settle

import (
	"context"
	"errors"
)

// insert keeps the intent, or finds the one that is there.
func (d *doing[TTx]) insert(ctx context.Context, i *intent) error {
	inserted := false
	err := d.s.writes.single(ctx, func(ctx context.Context, c conn) (err error) {
		inserted, err = i.insert(ctx, c)
		return err
	})
	if err != nil || inserted {
		return err
	}
	var there *intent
	var change *Change
	err = d.s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
		there, change = nil, nil
		found, err := find(ctx, c, i.api, i.account, i.operation, i.key)
		if errors.Is(err, errNoRow) {
			return ErrBusy
		}
		if err != nil {
			return err
		}
		there = found
		if !found.sameRequest(i) {
			return ErrOtherRequest
		}
		if found.state != NotSent {
			return errRepeated
		}
		change, err = d.again(ctx, tx, c, i, found)
		return err
	})
	if errors.Is(err, errRepeated) {
		d.intent = there
	}
	if err == nil {
		d.s.config.Observer.changed(ctx, change)
	}
	return err
}

// sameRequest reports whether a repeat is of the request that was kept. The amount is compared beside the hash; where
// the request names none, what is kept may be what an answer named.
func (i *intent) sameRequest(repeat *intent) bool {
	return i.hash == repeat.hash && (repeat.amount == "" || i.amount == repeat.amount) &&
		(repeat.currency == "" || i.currency == repeat.currency)
}

// again takes up an intent of which nothing was sent. The call is a new one, so all that belongs to the call is too.
func (d *doing[TTx]) again(ctx context.Context, tx TTx, c conn, i, there *intent) (*Change, error) {
	to := i.state
	i.id, i.version, i.asks, i.state, i.created, i.read = there.id, there.version, there.asks, there.state,
		there.created, there.read
	var open int64
	if i.exclusive {
		err := one(ctx, c, `SELECT count(*) FROM {}pay_intent WHERE api = ? AND account = ? AND reference = ?
			AND exclusive = 1 AND state IN `+unsettled, []any{i.api, i.account, i.reference}, &open)
		if err != nil {
			return nil, err
		}
		if open > 0 {
			return nil, ErrBusy
		}
	}
	change := d.s.moveTo(i, to, "call")
	return change, d.s.write(ctx, tx, c, i)
}
