package main

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

const bundleHelp = `Shows what a configuration bundle holds: where X-Payments is, who may call, and which
keys; neither keys nor password are printed. FILE is a bundle in either form, - is
standard input. --to writes it in the other form, with keys and password. Without FILE
a bundle is made of its parts.

Exit codes: 0 done; 1 the keys in the bundle cannot be used; 2 there is no bundle.`

const bundleExample = "strictpay xpayments bundle bundle.json"

// bundleFlags are the parts that a bundle is made of.
type bundleFlags struct {
	to                                          choice
	url, storeID, cert, key, password, serverIP string
	output                                      format
}

func bundleCommand(e *environment) *cobra.Command {
	flags := bundleFlags{to: choice{"", []string{string(seal.FormJSON), string(seal.FormPHP)}}}
	cmd := &cobra.Command{
		Use:   "bundle [--to FORM] FILE | bundle --url URL [flags]",
		Short: "see what a configuration bundle holds, or make one", Long: bundleHelp,
		Example: "  " + bundleExample + "\n  strictpay xpayments bundle --to php bundle.json\n" +
			"  strictpay xpayments bundle --url https://xp.example.com --store-id ID \\\n" +
			"    --cert cert.pem --key key.pem --password-file password > bundle.json",
		Args: numbered(0, 1, "one bundle", bundleExample),
		RunE: func(_ *cobra.Command, args []string) error { return flags.run(e, args) },
	}
	f := cmd.Flags()
	flags.to.add(cmd, "to", "", "form to write")
	f.StringVar(&flags.url, "url", "", "`URL` of X-Payments, without /api.php")
	f.StringVar(&flags.storeID, "store-id", "", "`ID` of the store, 32 hex digits")
	f.StringVar(&flags.cert, "cert", "", "`FILE` with the certificate that the store seals with")
	f.StringVar(&flags.key, "key", "", "`FILE` with the private key that the store opens with")
	f.StringVar(&flags.password, "password-file", "", "`FILE` with the private key's password")
	f.StringVar(&flags.serverIP, "server-ip", "", "`ADDRESSES` that X-Payments calls from, with commas")
	flags.output.define(cmd)
	return cmd
}

func (b *bundleFlags) run(e *environment, args []string) error {
	var bundle seal.Bundle
	var form seal.Form
	var err error
	to := seal.Form(b.to.value)
	switch {
	case len(args) == 0 && b.url != "":
		bundle, err = b.make()
		if to == "" {
			to = seal.FormJSON
		}
	case len(args) == 1 && b.url == "":
		var text []byte
		if text, err = e.read(args[0], maxBody); err == nil {
			bundle, form, err = seal.ParseBundleForm(string(text))
		}
	case len(args) == 1:
		return usage(bundleExample, "bundle takes a FILE, or the parts of a bundle, and not both")
	default:
		return usage(bundleExample, "bundle needs a FILE, or --url and the other parts of a bundle")
	}
	if err != nil {
		return failed(err)
	}
	if to != "" {
		return writeBundle(e, bundle, to)
	}
	return showBundle(e, bundle, form, b.output.json())
}

// make puts a bundle together from its parts.
func (b *bundleFlags) make() (seal.Bundle, error) {
	bundle := seal.Bundle{StoreID: b.storeID, URL: b.url, ServerIP: b.serverIP}
	for _, part := range []struct {
		file string
		into *string
	}{{b.cert, &bundle.PublicKey}, {b.key, &bundle.PrivateKey}, {b.password, &bundle.PrivateKeyPassword}} {
		if part.file == "" {
			continue
		}
		text, err := os.ReadFile(part.file)
		if err != nil {
			return seal.Bundle{}, err
		}
		*part.into = strings.TrimRight(string(text), "\r\n")
	}
	// Reading it again checks its members.
	if _, err := seal.ParseBundle(bundle.EncodeJSON()); err != nil {
		return seal.Bundle{}, err
	}
	return bundle, keysFit(bundle)
}

func keysFit(bundle seal.Bundle) error {
	if _, err := seal.ParsePublicKey([]byte(bundle.PublicKey)); err != nil {
		return fmt.Errorf("--cert: %w", err)
	}
	if _, err := seal.ParsePrivateKey([]byte(bundle.PrivateKey), bundle.PrivateKeyPassword); err != nil {
		return fmt.Errorf("--key: %w", err)
	}
	return nil
}

func writeBundle(e *environment, bundle seal.Bundle, form seal.Form) error {
	text := bundle.EncodeJSON()
	if form == seal.FormPHP {
		var err error
		if text, err = bundle.EncodePHP(); err != nil {
			return failed(err)
		}
	}
	fmt.Fprintln(e.stdout, text)
	return nil
}

// A bundleView is what a bundle holds, without keys and password.
type bundleView struct {
	Form       seal.Form `json:"form"`
	StoreID    string    `json:"store_id"`
	URL        string    `json:"url"`
	ServerIP   []string  `json:"server_ip"`
	PublicKey  keyView   `json:"public_key"`
	PrivateKey keyView   `json:"private_key"`
}

// A keyView says which key it is: the SHA-256 of its modulus tells keys apart and gives none of them away.
type keyView struct {
	Bits     int    `json:"bits"`
	SHA256   string `json:"sha256"`
	Password string `json:"password"` // of a private key: none, fits, wrong
	Error    string `json:"error"`
}

func showBundle(e *environment, bundle seal.Bundle, form seal.Form, asJSON bool) error {
	view := bundleView{Form: form, StoreID: bundle.StoreID, URL: bundle.URL, ServerIP: []string{}}
	addresses, _ := bundle.ServerAddresses() // checked when the bundle was read
	for _, address := range addresses {
		view.ServerIP = append(view.ServerIP, address.String())
	}
	pub, err := seal.ParsePublicKey([]byte(bundle.PublicKey))
	view.PublicKey = viewKey(pub, err)
	view.PrivateKey = viewPrivateKey(bundle)
	var unusable error
	if view.PublicKey.Error != "" || view.PrivateKey.Error != "" {
		unusable = &exit{code: exitNo, text: "the keys in the bundle cannot be used"}
	}
	if asJSON {
		if err := line(e.stdout, view); err != nil {
			return err
		}
		return unusable
	}
	servers := strings.Join(view.ServerIP, ", ")
	if servers == "" {
		servers = "none; callbacks cannot be told from a stranger's by their address"
	}
	define(e.stdout, "", []definition{
		{name: "form", text: string(view.Form)},
		{name: "store_id", text: view.StoreID},
		{name: "url", text: printable(view.URL)},
		{name: "server_ip", text: servers},
		{name: "public_key", text: "the store seals requests with it, X-Payments opens them: " +
			view.PublicKey.String()},
		{name: "private_key", text: "the store opens answers and callbacks with it: " + view.PrivateKey.String()},
	})
	return unusable
}

func viewPrivateKey(bundle seal.Bundle) keyView {
	priv, err := seal.ParsePrivateKey([]byte(bundle.PrivateKey), bundle.PrivateKeyPassword)
	if err != nil {
		view := viewKey(nil, err)
		if errors.Is(err, seal.ErrPassword) {
			view.Password = "wrong"
		}
		return view
	}
	view := viewKey(&priv.PublicKey, nil)
	view.Password = "fits"
	if _, err := seal.ParsePrivateKey([]byte(bundle.PrivateKey), ""); err == nil {
		view.Password = "none"
	}
	return view
}

func viewKey(pub *rsa.PublicKey, err error) keyView {
	if err != nil {
		return keyView{Error: err.Error()}
	}
	sum := sha256.Sum256(pub.N.Bytes())
	return keyView{Bits: pub.N.BitLen(), SHA256: hex.EncodeToString(sum[:])}
}

func (k keyView) String() string {
	if k.Error != "" {
		return k.Error
	}
	text := fmt.Sprintf("RSA, %d bits, SHA-256 of the modulus %s", k.Bits, k.SHA256)
	switch k.Password {
	case "fits":
		text += ", protected, the password fits"
	case "none":
		text += ", not protected"
	}
	return text
}
