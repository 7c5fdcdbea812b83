package settle

import (
	"context"
	"errors"
	"fmt"
)

// compare reads the state before the call, and then lets the call go. Whoever has given the intent up meanwhile, a
// sweep, has made sure that it does not.
func (d *doing[TTx]) compare(ctx context.Context, i *intent) error {
	standing, err := d.client.Ask(ctx, d.question)
	if err == nil && standing.State == "" {
		err = errors.New("the state before the call could not be read")
	}
	if err != nil {
		err = fmt.Errorf("settle: asking for the state before the call: %w", err)
		if kept := d.giveUp(ctx, i, err); kept != nil {
			return errors.Join(err, kept)
		}
		return err
	}
	d.question.Before = standing.State
	row := *i
	row.before = standing.State
	row.sendAt(d.s.now(), d.s.wait(&row))
	if row.currency == "" {
		row.currency = storable(standing.Currency)
	}
	change := d.s.moveTo(&row, Sent, "call")
	if err = d.s.writeAlone(ctx, &row); err != nil {
		return err
	}
	*i = row
	d.s.config.Observer.changed(ctx, change)
	return nil
}

// giveUp notes that the call was not made.
func (d *doing[TTx]) giveUp(ctx context.Context, i *intent, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	return d.s.change(ctx, i.id, func(_ context.Context, _ TTx, _ conn, row *intent) (*Change, error) {
		if row.state != Prepared {
			return nil, nil
		}
		row.lastError = cut(cause.Error())
		return d.s.moveTo(row, NotSent, "call"), nil
	})
}
