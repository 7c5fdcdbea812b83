package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// attackReport shows what a stranger can find out, and use up, with callbacks to an X-Payments store.
func attackReport() {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		fail(err)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	paddingReport(w, key)
	fmt.Fprintln(w)
	strangersReport(w, key)
	w.Flush()
}

// tries is how many messages of each kind are opened.
const tries = 2_000

// paddingReport opens intact messages with one more block behind them, whose padding is good or bad, in random order.
func paddingReport(w io.Writer, key *rsa.PrivateKey) {
	intact, err := seal.Seal(&key.PublicKey, []byte("<txnId>1</txnId>"))
	if err != nil {
		fail(err)
	}
	var times [2][]float64
	for len(times[0])+len(times[1]) < 2*tries {
		kind := mathrand.IntN(2)
		if len(times[kind]) == tries {
			kind = 1 - kind
		}
		message := append(bytes.Clone(intact), '\n')
		message = base64.StdEncoding.AppendEncode(message, foreignBlock(key, kind == 0))
		start := time.Now()
		must(seal.Open(context.Background(), key, message, 1<<10))
		times[kind] = append(times[kind], float64(time.Since(start).Nanoseconds()))
	}
	fmt.Fprintf(w, "%d callbacks with a block of\tp1\tp10\tp50\tp90\tp99\n", tries)
	for kind, name := range []string{"good padding", "bad padding"} {
		slices.Sort(times[kind])
		fmt.Fprint(w, name)
		for _, share := range []int{1, 10, 50, 90, 99} {
			fmt.Fprintf(w, "\t%s", duration(times[kind][tries*share/100]))
		}
		fmt.Fprintln(w)
	}
}

// foreignBlock is a block that its sender knows nothing about but whether its padding is good.
func foreignBlock(key *rsa.PrivateKey, good bool) []byte {
	if good {
		//lint:ignore SA1019 what is measured here is the padding that X-Payments writes
		block, err := rsa.EncryptPKCS1v15(rand.Reader, &key.PublicKey, []byte("somebody else's"))
		must(block, err)
		return block
	}
	block := make([]byte, key.Size())
	_, _ = rand.Read(block[1:]) // less than the modulus; the padding is good once in some 100,000 times
	return block
}

const (
	strangers = 40
	genuine   = 60
)

// strangersReport measures genuine callbacks alone, and beside strangers who send the largest forms that are taken.
func strangersReport(w io.Writer, key *rsa.PrivateKey) {
	server := netip.MustParseAddr("203.0.113.7")
	client := storeOf(key, server)
	small := callback(client, 100)
	large := callback(client, xpayments.DefaultBodyLimit-1_000)

	beside := fmt.Sprintf("beside %d strangers, ", strangers)
	fmt.Fprintf(w, "%d genuine callbacks\tp50\tp90\tlongest\tanswered 503\tstrangers answered\n", genuine)
	for _, c := range []struct {
		name      string
		from      xpayments.Sender
		strangers int
	}{
		{"alone", xpayments.SenderByConnection(), 0},
		{beside + "by the address of the connection", xpayments.SenderByConnection(), strangers},
		{beside + "from any sender", xpayments.AnySender(), strangers},
	} {
		handler, err := client.Handler(c.from, func(context.Context, *xpayments.Event) error { return nil },
			xpayments.RejectViolations, xpayments.WithoutReading())
		must(handler, err)
		times, busy, answered := besides(handler, small, large, server, c.strangers)
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\n", c.name, duration(times[len(times)/2]),
			duration(times[len(times)*9/10]),
			duration(times[len(times)-1]), busy, answered)
	}
}

// besides sends the genuine callbacks one after the other, and the strangers' as fast as they are answered.
func besides(h http.Handler, small, large string, server netip.Addr, n int) (times []float64, busy int,
	answered int64) {
	var stop atomic.Bool
	var count atomic.Int64
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for !stop.Load() {
				deliver(h, large, "198.51.100.1:1")
				count.Add(1)
				time.Sleep(10 * time.Millisecond) // the way over the network
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	for range genuine {
		start := time.Now()
		if deliver(h, small, netip.AddrPortFrom(server, 1).String()) == http.StatusServiceUnavailable {
			busy++
		}
		times = append(times, float64(time.Since(start).Nanoseconds()))
		time.Sleep(20 * time.Millisecond)
	}
	stop.Store(true)
	all.Wait()
	slices.Sort(times)
	return times, busy, count.Load()
}

func deliver(h http.Handler, form, remote string) int {
	r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = remote
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

// storeOf is a store whose both pairs are one key, so that it can make its own callbacks.
func storeOf(key *rsa.PrivateKey, server netip.Addr) *xpayments.Client {
	text, err := seal.MarshalPrivateKey(key, "password")
	must(text, err)
	certificate := publicPEM(key)
	client, err := xpayments.Config{
		URL: "https://pay.example.com", ServerAddresses: []netip.Prefix{netip.PrefixFrom(server, server.BitLen())},
		Credentials: xpayments.Credentials{
			StoreID: strings.Repeat("0", 32), Certificate: certificate, PrivateKey: text, Password: "password",
		},
	}.New()
	must(client, err)
	return client
}

func callback(client *xpayments.Client, size int) string {
	message := strings.Repeat("x", size)
	data := &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusCharged), Message: &message}
	form, err := client.NewCallback(strings.Repeat("0", 32), data)
	must(form, err)
	return url.Values(form).Encode()
}

func publicPEM(key *rsa.PrivateKey) string {
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	must(der, err)
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}
