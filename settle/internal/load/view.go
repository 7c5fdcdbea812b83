package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql over Postgres, for looking on

	"github.com/strictpay/strictpay"
)

// A view looks into the database of the shop, and has tables of the shop's own there.
type view struct {
	db     *sql.DB
	prefix string
}

func lookInto(w worker) (*view, error) {
	if w.SQLite != "" {
		db, err := sql.Open("sqlite", "file:"+w.SQLite+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)")
		if err == nil {
			db.SetMaxOpenConns(2)
		}
		return &view{db: db}, err
	}
	db, err := sql.Open("pgx", w.Postgres)
	if err == nil {
		db.SetMaxOpenConns(8)
	}
	return &view{db: db, prefix: "strictpay."}, err
}

func (v *view) prepare() error {
	for _, table := range []string{
		`shop_effect (key TEXT NOT NULL, operation TEXT NOT NULL, business_key TEXT NOT NULL, state TEXT NOT NULL)`,
		`shop_flow (id TEXT PRIMARY KEY, ended INTEGER NOT NULL)`,
		`shop_payment (id TEXT PRIMARY KEY, txn TEXT NOT NULL)`,
	} {
		if _, err := v.db.Exec(`CREATE TABLE IF NOT EXISTS ` + table); err != nil {
			return err
		}
	}
	return nil
}

// sql is a statement as the database takes it: {} stands for the prefix of the tables of settle.
func (v *view) sql(query string) string {
	query = strings.ReplaceAll(query, "{}", v.prefix)
	if v.prefix == "" {
		return query
	}
	parts := strings.Split(query, "?")
	for n := range len(parts) - 1 {
		parts[n] += "$" + strconv.Itoa(n+1)
	}
	return strings.Join(parts, "")
}

func (v *view) exec(query string, args ...any) error {
	_, err := v.db.Exec(v.sql(query), args...)
	return err
}

func (v *view) number(query string) (n int64, err error) {
	err = v.db.QueryRow(v.sql(query)).Scan(&n)
	return n, err
}

// rows reads rows of three texts.
func (v *view) rows(query string, read func(a, b, c string)) error {
	found, err := v.db.Query(v.sql(query))
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

// begin notes that a flow has begun, and end that nothing more is to be done for it.
func (v *view) begin(id string) error {
	return v.exec(`INSERT INTO shop_flow (id, ended) VALUES (?, 0) ON CONFLICT DO NOTHING`, id)
}

func (v *view) end(id string) error { return v.exec(`UPDATE shop_flow SET ended = 1 WHERE id = ?`, id) }

// openFlows are those that have begun and not ended.
func (v *view) openFlows(name string) (ids []string, err error) {
	err = v.rows(`SELECT id, '', '' FROM shop_flow WHERE ended = 0`, func(id, _, _ string) {
		if strings.HasPrefix(id, name+"-") {
			ids = append(ids, id)
		}
	})
	return ids, err
}

// payment is the payment of X-Payments that a flow is about; "" for none yet.
func (v *view) payment(id string) (txn string, err error) {
	err = v.db.QueryRow(v.sql(`SELECT txn FROM shop_payment WHERE id = ?`), id).Scan(&txn)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return txn, err
}

func (v *view) notePayment(id, txn string) error {
	return v.exec(`INSERT INTO shop_payment (id, txn) VALUES (?, ?)`, id, txn)
}

// identifier is one that the answer of a call has brought.
func (v *view) identifier(operation, key, name string) (string, error) {
	var text string
	err := v.db.QueryRow(v.sql(`SELECT status_query FROM {}pay_intent WHERE operation = ? AND business_key = ?`),
		operation, key).Scan(&text)
	if err != nil {
		return "", err
	}
	var q strictpay.StatusQuery
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		return "", err
	}
	id, ok := q.Get(name)
	if !ok {
		return "", errors.New("the identifier is not known")
	}
	return id, nil
}
