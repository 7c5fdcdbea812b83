package xpayments_test

import (
	"crypto/rsa"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

func readKey(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("seal", "testdata", "vectors", "keys", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const aStore = "0123456789abcdef0123456789abcdef"

// A bare is a server of nothing but the wire format, so that what is sent and answered can be seen byte by byte.
type bare struct {
	t       testing.TB
	opener  *rsa.PrivateKey // of what the store sends
	sealer  *rsa.PublicKey  // to the store
	headers http.Header
	text    string
	request string
	path    string
	fields  []string
}

// serve starts a bare server and a client for it, both with the keys of the vectors.
func serve(t testing.TB, config xpayments.Config, answer func(b *bare, w http.ResponseWriter),
	opts ...strictpay.Option) (*bare, *xpayments.Client) {
	t.Helper()
	opener, err := seal.ParsePrivateKey([]byte(readKey(t, "TEST-KEY-alpha-store-to-xp.private.pkcs8.pem")), "")
	if err != nil {
		t.Fatal(err)
	}
	store, err := seal.ParsePrivateKey([]byte(readKey(t, "TEST-KEY-alpha-xp-to-store.private.pkcs8.pem")), "")
	if err != nil {
		t.Fatal(err)
	}
	b := &bare{t: t, opener: opener, sealer: &store.PublicKey}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.read(r)
		answer(b, w)
	}))
	t.Cleanup(server.Close)
	config.URL = server.URL + "/xp//"
	config.Credentials = xpayments.Credentials{
		StoreID: aStore, Certificate: readKey(t, "TEST-KEY-alpha-store-to-xp.cert.pem"),
		PrivateKey: readKey(t, "TEST-KEY-alpha-xp-to-store.private.pkcs8.pem"),
	}
	client, err := config.New(append([]strictpay.Option{strictpay.WithRetries(0)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return b, client
}

// read takes the form apart without net/http's help.
func (b *bare) read(r *http.Request) {
	b.headers, b.path, b.fields = r.Header, r.URL.String(), nil
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		b.t.Error(err)
		return
	}
	form := multipart.NewReader(r.Body, params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			break
		}
		value, _ := io.ReadAll(part)
		b.fields = append(b.fields, part.FormName()+" "+part.Header.Get("Content-Disposition"))
		if part.FormName() == "request" {
			b.request = string(value)
		} else if string(value) != aStore {
			b.t.Errorf("%s = %q", part.FormName(), value)
		}
	}
	text, err := seal.Open(b.t.Context(), b.opener, []byte(b.request), 1<<20)
	if err != nil {
		b.t.Error(err)
	}
	b.text = string(text)
}

func (b *bare) sealed(w http.ResponseWriter, text string) {
	message, err := seal.Seal(b.sealer, []byte(text))
	if err != nil {
		b.t.Error(err)
	}
	_, _ = w.Write(message)
}

const emptyEnvelope = "<error></error><error_message></error_message>"

func done(b *bare, w http.ResponseWriter) {
	b.sealed(w, "<data><status>1</status><message>R&amp;D &lt;b&gt;</message>"+emptyEnvelope+"</data>")
}
