package main

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/adapters/xpayments"
)

// Settings are the environment. Their names are those that strictpay sandbox prints, and strictpay call reads.
type Settings struct {
	Get func(name string) string
	// At is where this shop is, for the providers that get it with each order: http://127.0.0.1:9000.
	At string
}

// withFile also looks into a file with NAME=value lines, as strictpay sandbox --env-file writes it. Where both start
// together the file may take a moment to come.
func withFile(getenv func(string) string, name string, wait time.Duration) (func(string) string, error) {
	if name == "" {
		return getenv, nil
	}
	text, err := os.ReadFile(name)
	for end := time.Now().Add(wait); err != nil && time.Now().Before(end); text, err = os.ReadFile(name) {
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			values[name] = value
		}
	}
	return func(name string) string { return cmp.Or(getenv(name), values[name]) }, nil
}

// file is the text of a file that a variable names.
func (s *Settings) file(name string) (string, error) {
	text, err := os.ReadFile(s.Get(name))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return strings.TrimSpace(string(text)), nil
}

// providers connects to all providers whose address is set.
func (s *Settings) providers(options ...strictpay.Option) (map[string]Provider, error) {
	connect := map[string]func(opts ...strictpay.Option) (Provider, error){
		"VERTEX": s.vertex, "KOSHELEK": s.koshelek, "ROZETKAPAY": s.rozetkapay, "XPAYMENTS": s.xpayments,
	}
	list := map[string]Provider{}
	for name, connect := range connect {
		if s.Get("STRICTPAY_"+name+"_URL") == "" {
			continue
		}
		// Each provider has a guard of its own: that one of them is down is nothing to the others.
		client := guarded(http.DefaultTransport, 20, 5, 10*time.Second)
		provider, err := connect(append(options, strictpay.WithHTTPClient(client))...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", strings.ToLower(name), err)
		}
		list[strings.ToLower(name)] = provider
	}
	return list, nil
}

func (s *Settings) vertex(opts ...strictpay.Option) (Provider, error) {
	secret, err := s.file("STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE")
	if err != nil {
		return nil, err
	}
	client, err := vertex.New(s.Get("STRICTPAY_VERTEX_URL"), s.Get("STRICTPAY_VERTEX_TOKEN"), opts...)
	return &vertexProvider{client, 115, secret}, err
}

func (s *Settings) koshelek(opts ...strictpay.Option) (Provider, error) {
	secret, err := s.file("STRICTPAY_KOSHELEK_WEBHOOK_SECRET_FILE")
	if err != nil {
		return nil, err
	}
	login, password, _ := strings.Cut(secret, ":")
	client, err := koshelek.New(s.Get("STRICTPAY_KOSHELEK_URL"), s.Get("STRICTPAY_KOSHELEK_LOGIN"),
		s.Get("STRICTPAY_KOSHELEK_PASSWORD"), opts...)
	token := func() strictpay.Secret { return strictpay.NewSecret("from the TOTP module") }
	return &koshelekProvider{client, s.Get("KOSHELEK_STORE_ID"), token, login, password}, err
}

func (s *Settings) rozetkapay(opts ...strictpay.Option) (Provider, error) {
	password := s.Get("STRICTPAY_ROZETKAPAY_PASSWORD")
	client, err := rozetkapay.New(s.Get("STRICTPAY_ROZETKAPAY_URL"), s.Get("STRICTPAY_ROZETKAPAY_LOGIN"), password,
		opts...)
	return &rozetkapayProvider{client, password, s.At + "/callbacks/rozetkapay", rozetkapay.BankStub}, err
}

func (s *Settings) xpayments(opts ...strictpay.Option) (Provider, error) {
	bundle, err := s.file("STRICTPAY_XPAYMENTS_BUNDLE_FILE")
	if err != nil {
		return nil, err
	}
	client, err := xpayments.NewFromBundle(bundle, opts...)
	return &xpaymentsProvider{
		client: client, configuration: 1, callback: s.At + "/callbacks/xpayments", returnURL: s.At + "/thanks",
		from: xpayments.SenderByConnection(),
	}, err
}
