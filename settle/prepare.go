package settle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
)

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

// hash names the request. The idempotency key is made anew for each call, so it does not count, where it is a whole
// text: a short key that is a part of an amount stays in it.
func hash(sending *strictpay.Sending) string {
	body := string(sending.Body)
	if key := sending.StatusQuery.Key; key != "" {
		body = strings.ReplaceAll(body, `"`+key+`"`, `""`)
	}
	sum := sha256.Sum256([]byte(sending.Path + "\x00" + body))
	return hex.EncodeToString(sum[:16])
}
