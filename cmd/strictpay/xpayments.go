package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// maxMessage is how large a sealed message may be.
const maxMessage = 16 << 20

// xpaymentsTools are for who sets up a store: messages, and the bundle.
func xpaymentsTools(e *environment, args []string) int {
	if len(args) > 0 && args[0] == "bundle" {
		return xpaymentsBundle(e, args[1:])
	}
	return xpaymentsMessage(e, args)
}

func xpaymentsMessage(e *environment, args []string) int {
	var key, password, cert string
	rest, code, ok := parse(e, "xpayments", args, func(f *pflag.FlagSet) {
		f.StringVar(&key, "key", "", "file with the private key")
		f.StringVar(&password, "password-file", "", "file with its password")
		f.StringVar(&cert, "cert", "", "file with the certificate or public key")
	})
	if !ok {
		return code
	}
	switch {
	case len(rest) == 1 && rest[0] == "open" && key != "":
		return openMessage(e, key, password)
	case len(rest) == 1 && rest[0] == "seal" && cert != "":
		return sealMessage(e, cert)
	}
	return complain(e, exitUnable, "type: strictpay xpayments open --key key.pem --password-file password < message, with the "+
		"store's private key, to read what X-Payments sent; strictpay xpayments seal --cert certificate.pem < text, with the "+
		"certificate of the store's bundle, to write what the store sends; or strictpay xpayments bundle FILE")
}

func openMessage(e *environment, keyFile, passwordFile string) int {
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	var password []byte
	if passwordFile != "" {
		if password, err = os.ReadFile(passwordFile); err != nil {
			return complain(e, exitUnable, "%v", err)
		}
	}
	key, err := seal.ParsePrivateKey(text, strings.TrimRight(string(password), "\r\n"))
	if errors.Is(err, seal.ErrPassword) {
		return complain(e, exitUnable, "%v; type --password-file FILE with the key's password in it", err)
	}
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	message, err := io.ReadAll(io.LimitReader(e.stdin, maxMessage))
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	opened, err := seal.Open(context.Background(), key, message, len(message))
	if err != nil {
		return complain(e, exitNo, "%v", err)
	}
	_, _ = e.stdout.Write(opened)
	return exitOK
}

func sealMessage(e *environment, certFile string) int {
	text, err := os.ReadFile(certFile)
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	key, err := seal.ParsePublicKey(text)
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	plain, err := io.ReadAll(io.LimitReader(e.stdin, maxMessage))
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	message, err := seal.Seal(key, plain)
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	_, _ = e.stdout.Write(message)
	return exitOK
}
