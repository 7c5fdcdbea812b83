package signature

import (
	"fmt"
	"sync"

	"github.com/strictpay/strictpay/runtime/spec"
)

// A Scheme makes the text of a signature header.
type Scheme struct{ text expression }

// Sign gives the signature of a body.
func (s *Scheme) Sign(secret, body []byte) string { return string(s.text(nil, secret, body)) }

// New makes a Scheme of the two members of a specification's signature. The algorithm is a formula over secret and
// body, such as
//
//	hmac-sha512(secret, body)
//	sha1(secret + base64url(body) + secret)
//
// where password is another word for secret, and the name of an HMAC alone means it over secret and body. The functions
// are sha1, sha256, sha384 and sha512, an hmac- of each, hex, base64 and base64url; the last two pad. The encoding, one
// of the last three, is that of the result.
func New(algorithm, encoding string) (*Scheme, error) {
	if encodings[encoding] == nil {
		return nil, fmt.Errorf("no encoding %q: there are base64, base64url and hex", encoding)
	}
	f, err := parse(algorithm)
	if err != nil {
		return nil, fmt.Errorf("algorithm %q: %w", algorithm, err)
	}
	return &Scheme{encoded(encodings[encoding], f)}, nil
}

var schemes sync.Map // [2]string, the algorithm and the encoding -> *Scheme

// Of is the Scheme of a webhook.
func Of(hook *spec.Webhook) (*Scheme, error) {
	key := [2]string{hook.Algorithm, hook.Encoding}
	if known, ok := schemes.Load(key); ok {
		return known.(*Scheme), nil
	}
	s, err := New(hook.Algorithm, hook.Encoding)
	if err != nil {
		return nil, err
	}
	schemes.Store(key, s)
	return s, nil
}
