package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// maxMessage is how large a sealed message may be.
const maxMessage = 16 << 20

const xpaymentsHelp = `For who sets up a store, or reads what goes over the wire.

There are two pairs of keys: the store seals with the certificate of one and opens
with the private key of the other, so that it cannot open what it has sealed itself.`

// xpaymentsCommand has the tools for messages, and for the bundle.
func xpaymentsCommand(e *environment) *cobra.Command {
	return group("xpayments", "open and seal X-Payments messages, and see what a bundle holds", xpaymentsHelp,
		"  strictpay xpayments open --key key.pem --password-file password < message\n"+
			"  strictpay xpayments bundle bundle.json",
		openCommand(e), sealCommand(e), bundleCommand(e))
}

const openExample = "strictpay xpayments open --key key.pem --password-file password < message"

func openCommand(e *environment) *cobra.Command {
	var key, password string
	cmd := &cobra.Command{
		Use: "open --key PEM [--password-file FILE]", Short: "open what X-Payments sent",
		Long: "Reads a sealed message from standard input and writes its text, byte for byte, to\n" +
			"standard output. The key is the private key of the store's bundle.\n\n" +
			"Exit codes: 0 done; 1 the message is refused, whatever is wrong with it; 2 the key\ncannot be used.",
		Example: "  " + openExample, Args: numbered(0, 0, "", ""),
		RunE: func(*cobra.Command, []string) error {
			if key == "" {
				return usage(openExample, "open needs --key FILE, the private key of the store")
			}
			return openMessage(e, key, password)
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "`FILE` with the private key")
	cmd.Flags().StringVar(&password, "password-file", "", "`FILE` with its password")
	return cmd
}

const sealExample = "strictpay xpayments seal --cert certificate.pem < text"

func sealCommand(e *environment) *cobra.Command {
	var cert string
	cmd := &cobra.Command{
		Use: "seal --cert PEM", Short: "seal what a store sends",
		Long: "Reads a text from standard input and writes the sealed message to standard output.\n" +
			"The certificate is that of the store's bundle, or any public key.\n\n" +
			"Exit codes: 0 done; 2 the certificate cannot be used.",
		Example: "  " + sealExample, Args: numbered(0, 0, "", ""),
		RunE: func(*cobra.Command, []string) error {
			if cert == "" {
				return usage(sealExample, "seal needs --cert FILE, the certificate of the store's bundle")
			}
			return sealMessage(e, cert)
		},
	}
	cmd.Flags().StringVar(&cert, "cert", "", "`FILE` with the certificate or public key")
	return cmd
}

func openMessage(e *environment, keyFile, passwordFile string) error {
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return failed(fileError(keyFile, err))
	}
	var password []byte
	if passwordFile != "" {
		if password, err = os.ReadFile(passwordFile); err != nil {
			return failed(fileError(passwordFile, err))
		}
	}
	key, err := seal.ParsePrivateKey(text, strings.TrimRight(string(password), "\r\n"))
	if errors.Is(err, seal.ErrPassword) {
		return usage("strictpay xpayments open --key "+quoted(keyFile)+" --password-file FILE", "%v", err)
	}
	if err != nil {
		return failed(err)
	}
	message, err := io.ReadAll(io.LimitReader(e.stdin, maxMessage))
	if err != nil {
		return failed(err)
	}
	opened, err := seal.Open(context.Background(), key, message, len(message))
	if err != nil {
		return &exit{code: exitNo, text: err.Error()}
	}
	_, _ = e.stdout.Write(opened)
	return nil
}

func sealMessage(e *environment, certFile string) error {
	text, err := os.ReadFile(certFile)
	if err != nil {
		return failed(fileError(certFile, err))
	}
	key, err := seal.ParsePublicKey(text)
	if err != nil {
		return failed(err)
	}
	plain, err := io.ReadAll(io.LimitReader(e.stdin, maxMessage))
	if err != nil {
		return failed(err)
	}
	message, err := seal.Seal(key, plain)
	if err != nil {
		return failed(err)
	}
	_, _ = e.stdout.Write(message)
	return nil
}
