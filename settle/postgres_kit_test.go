package settle

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A cluster is a Postgres of the tests' own, on loopback, as an ordinary user.
type cluster struct {
	bin, dir string
	port     int
	user     *syscall.Credential // nil: this user is an ordinary one
	process  *exec.Cmd
}

var shared struct {
	once    sync.Once
	cluster *cluster
	err     error
	number  atomic.Int64
}

// postgresBin finds Postgres; "" where there is none.
func postgresBin() string {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // Debian's
	slices.Reverse(dirs)
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			return dir
		}
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	return ""
}

// postgresDatabaseOf makes an empty database, and is its address. Without Postgres the test is skipped, or fails where
// STRICTPAY_TEST_POSTGRES is "required".
func postgresDatabaseOf(t testing.TB) string {
	t.Helper()
	if postgresBin() == "" {
		if os.Getenv("STRICTPAY_TEST_POSTGRES") == "required" {
			t.Fatal("STRICTPAY_TEST_POSTGRES is required, and there is no Postgres; install Debian's package postgresql")
		}
		t.Skip("there is no Postgres; install Debian's package postgresql")
	}
	shared.once.Do(func() { shared.cluster, shared.err = newCluster() })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	name := "t" + strconv.FormatInt(shared.number.Add(1), 10)
	admin, err := pgx.Connect(t.Context(), shared.cluster.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(context.Background())
	if _, err := admin.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return shared.cluster.dsn(name)
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

func newCluster() (*cluster, error) {
	dir, err := os.MkdirTemp("", "strictpay-postgres-")
	if err != nil {
		return nil, err
	}
	c := &cluster{bin: postgresBin(), dir: dir}
	if os.Getuid() == 0 { // Postgres refuses root
		if c.user, err = ordinaryUser(); err != nil {
			return nil, err
		}
		if err := os.Chown(dir, int(c.user.Uid), int(c.user.Gid)); err != nil {
			return nil, err
		}
	}
	made, err := c.command("initdb", "-D", filepath.Join(dir, "data"), "-U", "settle", "-A", "trust", "-E", "UTF8", "--no-locale").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, made)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	c.port = listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		return nil, err
	}
	return c, c.start()
}

// ordinaryUser is postgres where the package has made it, else nobody.
func ordinaryUser() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("there is no ordinary user to run Postgres as")
}

func (c *cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.user, Pdeathsig: syscall.SIGKILL}
	return cmd
}

func (c *cluster) dsn(database string) string {
	return fmt.Sprintf("postgres://settle@127.0.0.1:%d/%s?sslmode=disable", c.port, database)
}

// start starts the server and waits until it takes connections.
func (c *cluster) start() error {
	c.process = c.command("postgres", "-D", filepath.Join(c.dir, "data"), "-h", "127.0.0.1", "-p", strconv.Itoa(c.port),
		"-k", c.dir, "-c", "max_connections=200")
	log, err := os.OpenFile(filepath.Join(c.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	c.process.Stdout, c.process.Stderr = log, log
	if err := c.process.Start(); err != nil {
		return err
	}
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		admin, err := pgx.Connect(context.Background(), c.dsn("postgres"))
		if err == nil {
			return admin.Close(context.Background())
		}
		if time.Now().After(end) {
			return err
		}
	}
}

// stop ends the server at once, as a machine does that loses its power but for the disk.
func (c *cluster) stop() {
	_ = c.process.Process.Signal(syscall.SIGQUIT)
	_ = c.process.Wait()
}

func (c *cluster) remove() {
	c.stop()
	_ = os.RemoveAll(c.dir)
}
