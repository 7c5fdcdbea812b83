package main

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
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
	list := map[string]Provider{}
	for name, connect := range connections {
		if s.Get("STRICTPAY_"+strings.ToUpper(name)+"_URL") == "" {
			continue
		}
		// Each provider has a guard of its own: that one of them is down is nothing to the others.
		client := guarded(http.DefaultTransport, 20, 5, 10*time.Second)
		provider, err := connect(s, append(options, strictpay.WithHTTPClient(client))...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list[name] = provider
	}
	return list, nil
}
