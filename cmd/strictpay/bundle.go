package main

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

const bundleHelp = `type: strictpay xpayments bundle FILE to see what a bundle holds (- is standard input), ` +
	`strictpay xpayments bundle --to php FILE to write it in the other form, or ` +
	`strictpay xpayments bundle --url URL --store-id ID --cert PEM --key PEM --password-file F to make one`

// bundleFlags are the parts that a bundle is made of.
type bundleFlags struct {
	to, url, storeID, cert, key, password, serverIP string
	output                                          format
}

func (b *bundleFlags) define(f *pflag.FlagSet) {
	f.StringVar(&b.to, "to", "", "form to write: json or php")
	f.StringVar(&b.url, "url", "", "address of X-Payments, without /api.php")
	f.StringVar(&b.storeID, "store-id", "", "32 hex digits")
	f.StringVar(&b.cert, "cert", "", "file with the certificate that the store seals with")
	f.StringVar(&b.key, "key", "", "file with the private key that the store opens with")
	f.StringVar(&b.password, "password-file", "", "file with the private key's password")
	f.StringVar(&b.serverIP, "server-ip", "", "addresses that X-Payments calls from, with commas")
	b.output.define(f)
}

func xpaymentsBundle(e *environment, args []string) int {
	var flags bundleFlags
	rest, code, ok := parse(e, "xpayments", args, flags.define)
	if !ok {
		return code
	}
	if flags.to != "" && flags.to != string(seal.FormJSON) && flags.to != string(seal.FormPHP) {
		return complain(e, exitUnable, "--to takes json or php, and not %q", flags.to)
	}
	var bundle seal.Bundle
	var form seal.Form
	var err error
	switch {
	case len(rest) == 0 && flags.url != "":
		bundle, err = flags.make()
		if flags.to == "" {
			flags.to = string(seal.FormJSON)
		}
	case len(rest) == 1 && flags.url == "":
		var text []byte
		if text, err = readBody(e, rest[0]); err == nil {
			bundle, form, err = seal.ParseBundleForm(string(text))
		}
	default:
		return complain(e, exitUnable, "%s", bundleHelp)
	}
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	if flags.to != "" {
		return writeBundle(e, bundle, seal.Form(flags.to))
	}
	return showBundle(e, bundle, form, flags.output)
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

func writeBundle(e *environment, bundle seal.Bundle, form seal.Form) int {
	text := bundle.EncodeJSON()
	if form == seal.FormPHP {
		var err error
		if text, err = bundle.EncodePHP(); err != nil {
			return complain(e, exitUnable, "%v", err)
		}
	}
	fmt.Fprintln(e.stdout, text)
	return exitOK
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

func showBundle(e *environment, bundle seal.Bundle, form seal.Form, output format) int {
	view := bundleView{Form: form, StoreID: bundle.StoreID, URL: bundle.URL, ServerIP: []string{}}
	addresses, _ := bundle.ServerAddresses() // checked when the bundle was read
	for _, address := range addresses {
		view.ServerIP = append(view.ServerIP, address.String())
	}
	pub, err := seal.ParsePublicKey([]byte(bundle.PublicKey))
	view.PublicKey = viewKey(pub, err)
	view.PrivateKey = viewPrivateKey(bundle)
	code := exitOK
	if view.PublicKey.Error != "" || view.PrivateKey.Error != "" {
		code = exitNo
	}
	if output.json() {
		line(e.stdout, view)
		return code
	}
	servers := strings.Join(view.ServerIP, ", ")
	if servers == "" {
		servers = "not said; callbacks cannot be told from a stranger's by their address"
	}
	table(e.stdout, func(add func(...string)) {
		add("form", string(view.Form))
		add("store_id", view.StoreID)
		add("url", printable(view.URL))
		add("server_ip", servers)
		add("public_key", "the store seals requests with it, X-Payments opens them: "+view.PublicKey.String())
		add("private_key", "the store opens answers and callbacks with it: "+view.PrivateKey.String())
	})
	return code
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
