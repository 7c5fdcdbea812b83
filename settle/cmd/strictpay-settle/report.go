package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/strictpay/strictpay/settle"
)

// read makes the report of a database. A file that is not there is not made.
func read(ctx context.Context, address string) (*settle.Report, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		pool, err := pgxpool.New(ctx, address)
		if err != nil {
			return nil, errors.New("the address of Postgres cannot be read") // the error may repeat a password
		}
		defer pool.Close()
		db, err := settle.Postgres(pool)
		if err != nil {
			return nil, err
		}
		return settle.ReportOf(ctx, db)
	}
	if _, err := os.Stat(address); err != nil {
		return nil, err
	}
	db, err := settle.SQLite(address)
	if err != nil {
		return nil, err
	}
	return settle.ReportOf(ctx, db)
}

func write(out io.Writer, r *settle.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(out).Encode(r)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if len(r.Groups) == 0 {
		fmt.Fprintln(w, "Everything is settled.")
	} else {
		fmt.Fprintln(w, "STATE\tAGE\tAPI\tOPERATION\tCOUNT\tAMOUNT\tOLDEST")
		for _, g := range r.Groups {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s %s\t%s\n",
				g.State, g.Age, g.API, g.Operation, g.Count, g.Amount, g.Currency, g.Oldest.Format(time.RFC3339))
		}
	}
	if len(r.Listed) > 0 {
		fmt.Fprintln(w, "\nTO BE LOOKED AT\tSTATE\tAPI\tOPERATION\tKEY\tREFERENCE\tAMOUNT\tSENT\tWHY")
		for _, l := range r.Listed {
			why := l.LastError
			if l.Conflict != "" {
				why = "later evidence: " + l.Conflict
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s %s\t%s\t%s\n", l.Intent, l.State, l.API, l.Operation,
				l.BusinessKey, l.Reference, l.Amount, l.Currency, l.SentAt.Format(time.RFC3339), why)
		}
	}
	for _, waiting := range []struct {
		what string
		of   settle.Waiting
	}{
		{"outcomes not delivered yet", r.Undelivered},
		{"webhooks not handled yet", r.UnhandledEvents},
		{"webhooks about no intent", r.UnmatchedEvents},
	} {
		if waiting.of.Count > 0 {
			oldest := waiting.of.Oldest.Format(time.RFC3339)
			fmt.Fprintf(w, "\n%d %s, the oldest of %s\n", waiting.of.Count, waiting.what, oldest)
		}
	}
	return w.Flush()
}
