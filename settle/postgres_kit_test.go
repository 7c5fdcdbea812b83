package settle

import (
	"context"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/strictpay/strictpay/settle/internal/cluster"
)

// shared is one Postgres for all tests, each with a database of its own.
var shared struct {
	once    sync.Once
	cluster *cluster.Cluster
	err     error
	number  atomic.Int64
}

// postgresDatabaseOf makes an empty database, and is its address. Without Postgres the test is skipped, or fails where
// STRICTPAY_TEST_POSTGRES is "required".
func postgresDatabaseOf(t testing.TB) string {
	t.Helper()
	if cluster.Bin() == "" {
		if os.Getenv("STRICTPAY_TEST_POSTGRES") == "required" {
			t.Fatal("STRICTPAY_TEST_POSTGRES is required, and there is no Postgres; install Debian's package " +
				"postgresql")
		}
		t.Skip("there is no Postgres; install Debian's package postgresql")
	}
	shared.once.Do(func() { shared.cluster, shared.err = cluster.New() })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	name := "t" + strconv.FormatInt(shared.number.Add(1), 10)
	admin, err := pgx.Connect(t.Context(), shared.cluster.DSN("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(context.Background())
	if _, err := admin.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return shared.cluster.DSN(name)
}

func openPostgres(t testing.TB, dsn string) Database[pgx.Tx] {
	t.Helper()
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = 20
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	db, err := Postgres(pool)
	if err != nil {
		t.Fatal(err)
	}
	return db
}
