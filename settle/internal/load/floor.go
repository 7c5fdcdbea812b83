package main

import (
	"context"
	"database/sql"
	"fmt"
	"syscall"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// floor is how many rows per second the database commits, one in a transaction, from the goroutines of the bench: no
// queue, no call, no settle.
func floor(ctx context.Context, w worker) (float64, error) {
	open, address, insert := "sqlite", "file:"+w.SQLite+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&"+
		"_pragma=synchronous(FULL)&_txlock=immediate", `INSERT INTO bare (text) VALUES (?)`
	if w.Postgres != "" {
		open, address, insert = "pgx", w.Postgres, `INSERT INTO bare (text) VALUES ($1)`
	}
	db, err := sql.Open(open, address)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	connections := goroutines
	if w.SQLite != "" {
		connections = 1 // it has one writer
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS bare (text TEXT NOT NULL)`); err != nil {
		return 0, err
	}
	statement, err := db.PrepareContext(ctx, insert)
	if err != nil {
		return 0, err
	}
	return rate(func(n int64) error {
		_, err := statement.ExecContext(ctx, fmt.Sprintf("%0400d", n))
		return err
	})
}

// processor is the time that this process has computed; not that of Postgres.
func processor() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // never fails for this process
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
