package settle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
)

// Errors of Do. But for ErrNotKept and ErrNoIntent they are the cause of a *strictpay.NotSent: nothing was sent.
var (
	// ErrOtherRequest: the business key was used for this operation before, with another request.
	ErrOtherRequest = errors.New("settle: the business key belongs to another request of this operation, " +
		"such as one of another amount")
	// ErrBusy: a call about the same is not settled yet, and what became of two of them could not be told apart.
	ErrBusy = errors.New("settle: an earlier call about the same is not settled yet")
	// ErrNoClient: the call is made by a client, or for an account, that Config.Clients does not have.
	ErrNoClient = errors.New("settle: no client of Config.Clients is for the account of this call")
	// ErrMovesNoMoney: there is nothing to settle.
	ErrMovesNoMoney = errors.New("settle: the operation moves no money")
	// ErrOneCall: the function made a second call with its option.
	ErrOneCall = errors.New("settle: Do is for one call")
	// ErrInHandler: Do was called in Settled, whose transaction is open. Note there what is to be done, and do it
	// after.
	ErrInHandler = errors.New("settle: Do must not be called in the handler of outcomes")
	// ErrKey: the business key is empty or longer than 200 bytes.
	ErrKey = errors.New("settle: the business key must have 1 to 200 bytes")
	// ErrNoIntent: the function has not passed its option on. The call, if there was one, is on its own.
	ErrNoIntent = errors.New("settle: the call was made without the option that Do gives, so no intent of it is kept")
	// ErrNotKept: the call was answered, and the answer could not be kept. Asking finds it again.
	ErrNotKept = errors.New("settle: the answer of the call could not be kept, and will be asked for")
)

var errRepeated = errors.New("settle: the call was made before")

// A Result is what Do has to say.
type Result[T any] struct {
	Value    *T    // the answer of the call; nil for a repeat, and where the call has an error
	Intent   int64 // 0 where none was kept
	Version  int64
	State    State
	Repeated bool // an earlier Do has made the call: nothing was sent
}

type handlerKey struct{}

// Do makes one call that moves money, with an intent that is kept before the first byte leaves. key names it for the
// business, such as order-17: with one key and one operation there is one intent, whoever calls, whenever. call makes
// the call, with the option that it is given.
//
// A repeat sends nothing and returns how the intent stands, with Repeated set and without an error. A call that was
// not sent, or that the provider did not let in (401, 403, 429), may be tried again with its key. Everything else that
// has an error, the error of the call, is asked about and comes to Settled.
func Do[T, TTx any](
	ctx context.Context, s *Settle[TTx], key string,
	call func(ctx context.Context, opt strictpay.CallOption) (*T, error),
) (Result[T], error) {
	if ctx.Value(handlerKey{}) != nil {
		return Result[T]{}, ErrInHandler
	}
	if key == "" || len(key) > 200 {
		return Result[T]{}, ErrKey
	}
	d := &doing[TTx]{s: s, key: key}
	value, err := call(ctx, strictpay.BeforeSending(d.before))
	switch {
	case d.repeated:
		return Result[T]{Intent: d.intent.id, Version: d.intent.version, State: d.intent.state, Repeated: true}, nil
	case d.failed != nil: // nothing was sent
		return Result[T]{}, err
	case d.intent == nil && err == nil:
		return Result[T]{Value: value}, ErrNoIntent
	case d.intent == nil: // the check of the request refused it
		return Result[T]{}, err
	}
	var answer any // nil for a function that returns neither a value nor an error
	if value != nil {
		answer = value
	}
	kept := d.keep(ctx, answer, err)
	d.end(err)
	result := Result[T]{Value: value, Intent: d.intent.id, Version: d.intent.version, State: d.intent.state}
	if kept != nil {
		return result, errors.Join(fmt.Errorf("%w: %w", ErrNotKept, kept), err)
	}
	return result, err
}

// A doing is one Do.
type doing[TTx any] struct {
	s        *Settle[TTx]
	key      string
	client   strictpay.Asker
	question strictpay.Question
	intent   *intent
	repeated bool
	twice    bool // the function has tried a second call
	failed   error
	end      func(error)
}

// before keeps the intent. Without it nothing is sent.
func (d *doing[TTx]) before(ctx context.Context, sending *strictpay.Sending) error {
	if d.intent != nil || d.failed != nil || d.repeated {
		d.twice = true
		return ErrOneCall
	}
	err := d.prepare(ctx, sending)
	if errors.Is(err, errRepeated) {
		d.repeated = true
		return err
	}
	d.failed = err
	return err
}

func (d *doing[TTx]) prepare(ctx context.Context, sending *strictpay.Sending) error {
	if !sending.MovesMoney {
		return ErrMovesNoMoney
	}
	if d.client = d.s.clients[account{sending.API, sending.Account}]; d.client == nil {
		return ErrNoClient
	}
	var err error
	if d.question, err = d.client.Question(sending); err != nil {
		return err
	}
	i := d.newIntent(sending)
	begun, end := d.s.config.Observer.start(ctx, Work{Kind: "do", API: i.api, Operation: i.operation})
	if err := d.insert(begun, i); err != nil {
		end(err)
		return err
	}
	if i.compares {
		if err := d.compare(begun, i); err != nil {
			end(err)
			return err
		}
	}
	d.intent, d.end = i, end
	return nil
}

func (d *doing[TTx]) newIntent(sending *strictpay.Sending) *intent {
	q, now := &d.question, d.s.now()
	i := &intent{
		api: sending.API, account: sending.Account, operation: sending.Operation, key: d.key,
		reference: q.Reference, statusQuery: asText(q.StatusQuery), idempotency: q.StatusQuery.Key,
		hash: hash(sending), currency: q.Currency, compares: q.Compares, absence: q.Absence,
		exclusive: q.Compares || q.StatusQuery.Operation == "", repeat: q.Repeat.Reveal(),
		state: Sent, version: 1, timeout: sending.Timeout,
		created: micros(now), updated: micros(now), deadline: micros(now.Add(d.s.config.AskFor)),
	}
	if q.Amount.IsSet() {
		i.amount = q.Amount.String()
	}
	if i.compares {
		i.state = Prepared
		return i
	}
	i.sendAt(now, d.s.wait(i))
	return i
}

func (i *intent) sendAt(now time.Time, wait time.Duration) {
	i.sent, i.nextAsk = micros(now), micros(now.Add(wait))
}

// hash names the request. The idempotency key is made anew for each call, so it does not count.
func hash(sending *strictpay.Sending) string {
	body := string(sending.Body)
	if key := sending.StatusQuery.Key; key != "" {
		body = strings.ReplaceAll(body, key, "")
	}
	sum := sha256.Sum256([]byte(sending.Path + "\x00" + body))
	return hex.EncodeToString(sum[:16])
}

// insert keeps the intent, or finds the one that is there.
func (d *doing[TTx]) insert(ctx context.Context, i *intent) error {
	var there *intent
	var change *Change
	err := d.s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
		there, change = nil, nil
		inserted, err := i.insert(ctx, c)
		if err != nil {
			return err
		}
		if inserted {
			if i.state == Prepared {
				return nil
			}
			return d.ask(ctx, tx, c, i)
		}
		found, err := find(ctx, c, i.api, i.account, i.operation, i.key)
		if errors.Is(err, errNoRow) {
			return ErrBusy
		}
		if err != nil {
			return err
		}
		there = found
		if found.hash != i.hash {
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

// ask makes the ask job and notes it.
func (d *doing[TTx]) ask(ctx context.Context, tx TTx, c conn, i *intent) error {
	if err := d.s.insertAsk(ctx, tx, i, d.s.wait(i)); err != nil {
		return err
	}
	_, err := c.exec(ctx, `UPDATE {}pay_intent SET ask_job = ? WHERE id = ?`, i.askJob, i.id)
	return err
}

// again takes up an intent of which nothing was sent. The call is a new one, so all that belongs to the call is too.
func (d *doing[TTx]) again(ctx context.Context, tx TTx, c conn, i, was *intent) (*Change, error) {
	to := i.state
	i.id, i.version, i.asks, i.state, i.created = was.id, was.version, was.asks, was.state, was.created
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
	change, err := d.s.moveTo(ctx, tx, c, i, to, "call")
	if err != nil {
		return nil, err
	}
	if to == Sent {
		if err := d.s.insertAsk(ctx, tx, i, d.s.wait(i)); err != nil {
			return nil, err
		}
	}
	return change, i.write(ctx, c, was.version, was.asks)
}

// write is update, with an error where somebody else came before.
func (i *intent) write(ctx context.Context, c conn, version, asks int64) error {
	done, err := i.update(ctx, c, version, asks)
	if err == nil && !done {
		err = errStale
	}
	return err
}

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
	var change *Change
	err = d.s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
		row := *i
		row.before = standing.State
		now := d.s.now()
		row.sendAt(now, d.s.wait(&row))
		if row.currency == "" {
			row.currency = standing.Currency
		}
		moved, err := d.s.moveTo(ctx, tx, c, &row, Sent, "call")
		if err != nil {
			return err
		}
		if err := d.s.insertAsk(ctx, tx, &row, d.s.wait(&row)); err != nil {
			return err
		}
		if err := row.write(ctx, c, i.version, i.asks); err != nil {
			return err
		}
		*i, change = row, moved
		return nil
	})
	if err == nil {
		d.s.config.Observer.changed(ctx, change)
	}
	return err
}

// giveUp notes that the call was not made.
func (d *doing[TTx]) giveUp(ctx context.Context, i *intent, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	return d.s.change(ctx, i.id, func(ctx context.Context, tx TTx, c conn, row *intent) (*Change, error) {
		if row.state != Prepared {
			return nil, nil
		}
		row.lastError = cut(cause.Error())
		return d.s.moveTo(ctx, tx, c, row, NotSent, "call")
	})
}
