package settle

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
)

// On SQLite changes share transactions. One that fails, panics, or whose caller gives up takes nothing of the others
// with it.
func TestSharedTransactions(t *testing.T) {
	sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), nil)
	note := func(ctx context.Context, c conn, key string) error {
		_, err := c.exec(ctx, `INSERT INTO {}effect (key, business_key, state) VALUES (?, '', '')`, key)
		return err
	}
	wrong := errors.New("wrong")
	const each = 40
	var all sync.WaitGroup
	for n := range each {
		for kind, after := range map[string]func(cancel func()) error{
			"kept":      func(func()) error { return nil },
			"cancelled": func(cancel func()) error { cancel(); return nil },
			"failed":    func(func()) error { return wrong },
			"panicked":  func(func()) error { panic(wrong) },
		} {
			all.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				err := sh.s.writes.run(ctx, func(ctx context.Context, _ *sql.Tx, c conn) error {
					if err := note(ctx, c, fmt.Sprintf("%s-%d-a", kind, n)); err != nil {
						return err
					}
					if err := after(cancel); err != nil {
						return err
					}
					return note(ctx, c, fmt.Sprintf("%s-%d-b", kind, n))
				})
				if kept := kind == "kept" || kind == "cancelled"; kept != (err == nil) {
					t.Errorf("%s: %v", kind, err)
				}
			})
		}
	}
	all.Wait()
	seen := map[string]int{}
	for _, e := range sh.effects() {
		kind := ""
		if _, err := fmt.Sscanf(e.key, "%1s", &kind); err != nil {
			t.Fatal(err)
		}
		seen[kind]++
	}
	if seen["k"] != 2*each || seen["c"] != 2*each || len(seen) != 2 {
		t.Errorf("kept are %v", seen)
	}
}

// A caller that has given up before its turn changes nothing.
func TestGivenUpBeforeItsTurn(t *testing.T) {
	sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := sh.s.writes.run(ctx, func(context.Context, *sql.Tx, conn) error {
		t.Error("it was run")
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
