package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/strictpay/strictpay/sandbox"
)

// A child of the test is the program itself.
const childVariable = "STRICTPAY_SETTLE_EXAMPLE"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A process is a running example.
type process struct {
	cmd *exec.Cmd
	url string
}

func start(t *testing.T, in *sandbox.Sandbox, db string) *process {
	t.Helper()
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(in.Vertex.WebhookSecret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"=1", "DATABASE="+db,
		"SHOP_ID="+strconv.FormatInt(in.Vertex.ShopID, 10),
		"STRICTPAY_VERTEX_URL="+in.Vertex.URL, "STRICTPAY_VERTEX_TOKEN="+in.Vertex.Token,
		"STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE="+secret)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "listening on "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return &process{cmd, "http://" + address}
		}
	}
	t.Fatal("the example does not listen")
	return nil
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// call makes a request; "" where the process did not answer.
func (p *process) call(t *testing.T, method, path string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, p.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return ""
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return strings.TrimSpace(string(text))
}

// The shop is killed again and again, in the middle of its orders, and ends with each order paid once and its outcome
// there once.
func TestSurvivesKills(t *testing.T) {
	in := sandbox.New(t)
	db := filepath.Join(t.TempDir(), "shop.db")
	const orders = 6
	p := start(t, in, db)
	for n := range orders {
		number := fmt.Sprintf("order-%d", n)
		asked := make(chan struct{})
		go func() {
			defer close(asked)
			p.call(t, http.MethodPost, "/orders/"+number+"?amount=10.00")
		}()
		time.Sleep(time.Duration(n) * 4 * time.Millisecond) // somewhere in the call
		p.kill()
		<-asked
		p = start(t, in, db)
		if answer := p.call(t, http.MethodPost, "/orders/"+number+"?amount=10.00"); answer == "" {
			t.Errorf("%s: no answer", number)
		}
		if got := p.call(t, http.MethodPost, "/orders/"+number+"?amount=11.00"); !strings.Contains(got, "not made") {
			t.Errorf("%s: another amount: %s", number, got)
		}
	}
	in.Vertex.SetCallbacks(p.url+"/hooks/vertex", "")
	for n := range orders {
		number := fmt.Sprintf("order-%d", n)
		if _, there := in.Vertex.GetOrder(number); !there {
			continue // killed between the intent and the first byte: asking will find it absent
		}
		if err := in.Vertex.Pay(number); err != nil {
			t.Fatal(err)
		}
		want := "done 1"
		for end := time.Now().Add(90 * time.Second); p.call(t, http.MethodGet,
			"/orders/"+number) != want; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: %q", number, p.call(t, http.MethodGet, "/orders/"+number))
			}
		}
		if b := in.Vertex.Books(number); b.Charges != 1 {
			t.Errorf("%s: %d charges", number, b.Charges)
		}
	}
	p.kill()
}
