package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// The first lines of the sandbox command: where each fake is and what it takes to call it.
type (
	basicLine struct {
		API      string         `json:"api"`
		URL      string         `json:"url"`
		Login    string         `json:"login"`
		Password string         `json:"password"`
		Examples []fake.Example `json:"examples"`
	}
	tokenLine struct {
		API      string         `json:"api"`
		URL      string         `json:"url"`
		Token    string         `json:"token"`
		Examples []fake.Example `json:"examples"`
	}
	keysLine struct {
		API             string         `json:"api"`
		URL             string         `json:"url"`
		StoreID         string         `json:"store_id"`
		CertificateFile string         `json:"certificate_file"`
		PrivateKeyFile  string         `json:"private_key_file"`
		PasswordFile    string         `json:"password_file"`
		BundleFile      string         `json:"bundle_file"`
		Examples        []fake.Example `json:"examples"`
	}
)

func serveSandbox(e *environment, args []string) int {
	var listen string
	rest, code, ok := parse(e, "sandbox", args, func(f *pflag.FlagSet) {
		f.StringVar(&listen, "listen", "127.0.0.1:0", "loopback address")
	})
	if !ok {
		return code
	}
	if len(rest) > 0 {
		return complain(e, exitUnable, "no arguments are due; type: strictpay sandbox --listen 127.0.0.1:8080")
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	s, err := sandbox.Start(listen)
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	defer s.Close()
	dir, err := os.MkdirTemp("", "strictpay-sandbox-")
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	defer os.RemoveAll(dir)
	x := s.XPayments
	keys := keysLine{"xpayments", x.URL, x.StoreID, filepath.Join(dir, "certificate.pem"), filepath.Join(dir, "private-key.pem"), filepath.Join(dir, "password"), filepath.Join(dir, "bundle"), x.Examples()}
	for file, text := range map[string]string{keys.CertificateFile: x.Certificate, keys.PrivateKeyFile: x.PrivateKey, keys.PasswordFile: x.Password, keys.BundleFile: x.Bundle} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return complain(e, exitUnable, "%v", err)
		}
	}
	line(e.stdout, basicLine{"rozetkapay", s.RozetkaPay.URL, s.RozetkaPay.Login, s.RozetkaPay.Password, s.RozetkaPay.Examples()})
	line(e.stdout, basicLine{"koshelek", s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password, s.Koshelek.Examples()})
	line(e.stdout, keys)
	line(e.stdout, tokenLine{"vertex", s.Vertex.URL, s.Vertex.Token, s.Vertex.Examples()})
	<-stop
	fmt.Fprintln(e.stderr, "strictpay: sandbox stopped")
	return exitOK
}
