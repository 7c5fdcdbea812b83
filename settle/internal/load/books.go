package main

import (
	"context"
	"database/sql"
	"strings"
	"sync"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql over Postgres, for looking on

	"github.com/strictpay/strictpay/sandbox"
)

// A view looks into the database of the shop.
type view struct {
	db     *sql.DB
	prefix string
}

func lookInto(w worker) (*view, error) {
	if w.SQLite != "" {
		db, err := sql.Open("sqlite", "file:"+w.SQLite+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)")
		return &view{db: db}, err
	}
	db, err := sql.Open("pgx", w.Postgres)
	return &view{db: db, prefix: "strictpay."}, err
}

func (v *view) prepare() error {
	_, err := v.db.Exec(`CREATE TABLE IF NOT EXISTS shop_effect (
		key TEXT NOT NULL, operation TEXT NOT NULL, business_key TEXT NOT NULL, state TEXT NOT NULL)`)
	return err
}

func (v *view) number(query string) (n int64, err error) {
	err = v.db.QueryRow(strings.ReplaceAll(query, "{}", v.prefix)).Scan(&n)
	return n, err
}

// rows reads rows of three texts.
func (v *view) rows(query string, read func(a, b, c string)) error {
	found, err := v.db.Query(strings.ReplaceAll(query, "{}", v.prefix))
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var a, b, c string
		if err := found.Scan(&a, &b, &c); err != nil {
			return err
		}
		read(a, b, c)
	}
	return found.Err()
}

// A payer pays every order that is there, as its intents become known.
type payer struct {
	in   *sandbox.Sandbox
	mu   sync.Mutex
	paid map[string]bool
}

func (p *payer) pay(v *view) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return v.rows(`SELECT business_key, state, '' FROM {}pay_intent
		WHERE operation = 'createOrder' AND state IN ('sent', 'unknown', 'pending', 'absent')`,
		func(number, _, _ string) {
			if !p.paid[number] && p.in.Vertex.Pay(number) == nil {
				p.paid[number] = true
			}
		})
}

// A verdict compares intents, effects and books.
type verdict struct {
	intents, outcomes, listed, lost, doubled, contradicting int64

	open map[string]int // of the listed: by operation and state
}

func judge(ctx context.Context, v *view, in *sandbox.Sandbox) (verdict, error) {
	r := verdict{open: map[string]int{}}
	effects := map[string]map[string]int{} // of operation and key: states
	seen := map[string]bool{}
	err := v.rows(`SELECT key, operation || ' ' || business_key, state FROM shop_effect`, func(key, of, state string) {
		if seen[key] {
			r.doubled++
		}
		seen[key] = true
		if effects[of] == nil {
			effects[of] = map[string]int{}
		}
		effects[of][state]++
	})
	if err != nil {
		return r, err
	}
	err = v.rows(`SELECT operation, business_key, state FROM {}pay_intent`, func(operation, key, state string) {
		r.intents++
		got := effects[operation+" "+key]
		books := in.Vertex.Books(key)
		carried := books.Charges == 1
		if operation == "refundOrder" {
			carried = books.Refunds == 1
		}
		if books.Charges > 1 || books.Refunds > 1 || got["done"] > 1 || got["refused"] > 1 {
			r.doubled++
		}
		switch {
		case got[state] > 0:
			r.outcomes++
			if carried != (state == "done") {
				r.contradicting++
			}
		case state == "sent" || state == "unknown" || state == "pending" || state == "prepared":
			r.listed++
			r.open[operation+" "+state]++
		default:
			r.lost++
		}
	})
	return r, err
}
