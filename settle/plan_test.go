package settle

import (
	"strings"
	"testing"
)

// What is run every minute, or more often, is found by an index, however many intents have been settled.
func TestSweepsUseIndexes(t *testing.T) {
	sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), nil)
	db := sh.s.db.(*sqliteDatabase).db
	const intents = `SELECT id FROM pay_intent WHERE `
	for query, index := range map[string]string{
		intents + withoutJob + ` AND next_ask_at <= 5 ORDER BY next_ask_at`: "pay_intent_due",
		intents + withJob: "pay_intent_asked",
		intents + notSettled + ` AND state = 'absent'`:             "pay_intent_open",
		intents + `conflict <> ''`:                                 "pay_intent_conflict",
		`SELECT count(*) FROM pay_delivery WHERE delivered_at = 0`: "pay_delivery_open",
		`SELECT count(*) FROM pay_event WHERE handled_at = 0`:      "pay_event_open",
	} {
		var id, parent, unused int64
		var plan string
		if err := db.QueryRow(`EXPLAIN QUERY PLAN `+query).Scan(&id, &parent, &unused, &plan); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan, index) {
			t.Errorf("%s: %s", query, plan)
		}
	}
}
