package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An invoker makes typed calls by name; every client does.
type invoker interface {
	Invoke(ctx context.Context, operation string, in invoke.Input, opts ...strictpay.CallOption) (any, error)
}

// An api is one of the four, with the way to a client from the environment's settings.
type api struct {
	*spec.API
	connect func(s settings) (invoker, error)
	options map[string]func(value string) strictpay.CallOption // headers and members of every call, by their names on the wire
}

func apis() []api {
	return []api{
		{rozetkapayapi.API, func(s settings) (invoker, error) {
			if err := s.need("LOGIN", "PASSWORD"); err != nil {
				return nil, err
			}
			return client(rozetkapay.New(s.url, s.get("LOGIN"), s.get("PASSWORD")))
		}, map[string]func(string) strictpay.CallOption{
			rozetkapayapi.HeaderOnBehalfOf:   rozetkapay.OnBehalfOf,
			rozetkapayapi.HeaderCustomerAuth: func(v string) strictpay.CallOption { return rozetkapay.CustomerAuth(strictpay.NewSecret(v)) },
		}},
		{koshelekapi.API, func(s settings) (invoker, error) {
			if err := s.need("LOGIN", "PASSWORD"); err != nil {
				return nil, err
			}
			return client(koshelek.New(s.url, s.get("LOGIN"), s.get("PASSWORD")))
		}, nil},
		{xpaymentsapi.API, connectXPayments, map[string]func(string) strictpay.CallOption{"api_version": xpayments.WithVersion}},
		{vertexapi.API, func(s settings) (invoker, error) {
			if err := s.need("TOKEN"); err != nil {
				return nil, err
			}
			return client(vertex.New(s.url, s.get("TOKEN")))
		}, nil},
	}
}

// client drops the type of a client and keeps that there is either one or an error.
func client[C invoker](c C, err error) (invoker, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}

func findAPI(name string) (api, error) {
	for _, a := range apis() {
		if a.Name == name {
			return a, nil
		}
	}
	return api{}, fmt.Errorf("no API %q; there are: %s", name, names(apis(), func(a api) string { return a.Name }))
}

// target splits API.OPERATION and finds the API.
func target(text string) (api, string, error) {
	name, operation, ok := strings.Cut(text, ".")
	if !ok {
		return api{}, "", fmt.Errorf("%q is not API.OPERATION, such as vertex.retrieveOrderDetails; strictpay operations lists them, and the APIs are: %s", text, names(apis(), func(a api) string { return a.Name }))
	}
	a, err := findAPI(name)
	return a, operation, err
}

func findOperation(a api, id string) (*spec.Operation, error) {
	if op := a.Operation(id); op != nil {
		return op, nil
	}
	return nil, fmt.Errorf("%s has no operation %q; there are: %s", a.Name, id, names(a.Operations, func(o spec.Operation) string { return o.ID }))
}

// settings are the credentials of one API: STRICTPAY_<API>_<NAME>.
type settings struct {
	api, url string
	getenv   func(string) string
}

func (s settings) get(name string) string {
	return s.getenv("STRICTPAY_" + strings.ToUpper(s.api) + "_" + name)
}

// need says which settings are not there.
func (s settings) need(names ...string) error {
	for _, name := range names {
		if s.get(name) == "" {
			return fmt.Errorf("set STRICTPAY_%s_%s", strings.ToUpper(s.api), name)
		}
	}
	return nil
}

// file reads the file that a setting names.
func (s settings) file(name string) (string, error) {
	path := s.get(name)
	if path == "" {
		return "", fmt.Errorf("set STRICTPAY_%s_%s to a file's name", strings.ToUpper(s.api), name)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("STRICTPAY_%s_%s names a file that cannot be read: %w", strings.ToUpper(s.api), name, err)
	}
	return string(text), nil
}

// connectXPayments takes a configuration bundle, or the single files.
func connectXPayments(s settings) (invoker, error) {
	if s.get("BUNDLE_FILE") != "" {
		text, err := s.file("BUNDLE_FILE")
		if err != nil {
			return nil, err
		}
		config, err := xpayments.ConfigFromBundle(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		if s.url != "" {
			config.URL = s.url
		}
		return client(config.New())
	}
	credentials := xpayments.Credentials{StoreID: s.get("STORE_ID")}
	for _, f := range []struct {
		name string
		text *string
	}{{"CERTIFICATE_FILE", &credentials.Certificate}, {"PRIVATE_KEY_FILE", &credentials.PrivateKey}, {"PASSWORD_FILE", &credentials.Password}} {
		if f.name == "PASSWORD_FILE" && s.get(f.name) == "" {
			continue // the key needs none
		}
		text, err := s.file(f.name)
		if err != nil {
			return nil, err
		}
		*f.text = strings.TrimRight(text, "\r\n")
	}
	return client(xpayments.New(s.url, credentials))
}
