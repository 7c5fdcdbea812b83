// Package cluster runs a Postgres of the tests' own, on loopback, as an ordinary user.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay/internal/soak/rig"
)

// patience bounds the wait for the server's start.
const patience = 90 * time.Second

// A Cluster is a running Postgres.
type Cluster struct {
	bin, dir string
	port     int
	user     *syscall.Credential // nil: this user is an ordinary one
	process  *exec.Cmd
}

// Bin is where the programs of Postgres are; "" where there are none.
func Bin() string {
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

// New makes a cluster in a directory of its own, and starts it.
func New() (*Cluster, error) {
	dir, err := os.MkdirTemp("", "strictpay-postgres-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: Bin(), dir: dir}
	if os.Getuid() == 0 { // Postgres refuses root
		if c.user, err = ordinaryUser(); err != nil {
			return nil, err
		}
		if err := os.Chown(dir, int(c.user.Uid), int(c.user.Gid)); err != nil {
			return nil, err
		}
	}
	made, err := c.command("initdb", "-D", filepath.Join(dir, "data"), "-U", "settle", "-A", "trust", "-E", "UTF8",
		"--no-locale").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, made)
	}
	listener, err := rig.Listen() // its port stays free while the server is down
	if err != nil {
		return nil, err
	}
	c.port = listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		return nil, err
	}
	return c, c.Start()
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
	return nil, errors.New("there is no ordinary user to run Postgres as")
}

func (c *Cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.user, Pdeathsig: syscall.SIGKILL}
	return cmd
}

// DSN is the address of a database.
func (c *Cluster) DSN(database string) string {
	return fmt.Sprintf("postgres://settle@127.0.0.1:%d/%s?sslmode=disable", c.port, database)
}

// Start starts the server and waits until it takes connections.
func (c *Cluster) Start() error {
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
		admin, err := pgx.Connect(context.Background(), c.DSN("postgres"))
		if err == nil {
			return admin.Close(context.Background())
		}
		if time.Now().After(end) {
			return err
		}
	}
}

// Stop ends the server at once, as a machine does that loses its power but for the disk.
func (c *Cluster) Stop() {
	_ = c.process.Process.Signal(syscall.SIGQUIT)
	_ = c.process.Wait()
}

// Remove ends the server and removes its files.
func (c *Cluster) Remove() {
	c.Stop()
	_ = os.RemoveAll(c.dir)
}
