package signature

import (
	"crypto/hmac"
	"crypto/sha1" // #nosec G505 -- the algorithm of a provider
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
)

// An expression appends the value of a part of a formula.
type expression func(dst, secret, body []byte) []byte

var hashes = map[string]func() hash.Hash{
	"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
}

var encodings = map[string]func(dst, src []byte) []byte{
	"hex": hex.AppendEncode, "base64": base64.StdEncoding.AppendEncode, "base64url": base64.URLEncoding.AppendEncode,
}

func encoded(encode func(dst, src []byte) []byte, of expression) expression {
	return func(dst, secret, body []byte) []byte { return encode(dst, of(nil, secret, body)) }
}

func hashed(newHash func() hash.Hash, of expression) expression {
	return func(dst, secret, body []byte) []byte {
		h := newHash()
		_, _ = h.Write(of(nil, secret, body)) // a hash never fails
		return h.Sum(dst)
	}
}

func keyed(newHash func() hash.Hash, key, message expression) expression {
	return func(dst, secret, body []byte) []byte {
		h := hmac.New(newHash, key(nil, secret, body))
		_, _ = h.Write(message(nil, secret, body))
		return h.Sum(dst)
	}
}

func secretOf(dst, secret, _ []byte) []byte { return append(dst, secret...) }

func bodyOf(dst, _, body []byte) []byte { return append(dst, body...) }

// parse reads a whole formula.
func parse(text string) (expression, error) {
	if newHash := hashes[strings.TrimPrefix(text, "hmac-")]; newHash != nil && strings.HasPrefix(text, "hmac-") {
		return keyed(newHash, secretOf, bodyOf), nil
	}
	p := parser{text}
	f, err := p.sum()
	if err != nil {
		return nil, err
	}
	if p.rest != "" {
		return nil, fmt.Errorf("unexpected %q", p.rest)
	}
	return f, nil
}

type parser struct{ rest string }

// take reports whether the rest begins with a sign, and goes past it and the blanks around it.
func (p *parser) take(sign string) bool {
	rest, found := strings.CutPrefix(strings.TrimLeft(p.rest, " "), sign)
	if found {
		p.rest = strings.TrimLeft(rest, " ")
	}
	return found
}

// sum reads terms with + between them, which are written one behind the other.
func (p *parser) sum() (expression, error) {
	first, err := p.term()
	for err == nil && p.take("+") {
		before := first
		var next expression
		next, err = p.term()
		first = func(dst, secret, body []byte) []byte { return next(before(dst, secret, body), secret, body) }
	}
	return first, err
}

// term reads secret, body or a function with its arguments.
func (p *parser) term() (expression, error) {
	end := strings.IndexFunc(p.rest, func(c rune) bool { return strings.ContainsRune("(),+ ", c) })
	if end < 0 {
		end = len(p.rest)
	}
	name := p.rest[:end]
	p.rest = p.rest[end:]
	switch name {
	case "secret", "password":
		return secretOf, nil
	case "body":
		return bodyOf, nil
	}
	arguments, err := p.arguments()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	newHash, isHMAC := hashes[strings.TrimPrefix(name, "hmac-")], strings.HasPrefix(name, "hmac-")
	switch {
	case encodings[name] != nil && len(arguments) == 1:
		return encoded(encodings[name], arguments[0]), nil
	case newHash != nil && !isHMAC && len(arguments) == 1:
		return hashed(newHash, arguments[0]), nil
	case newHash != nil && isHMAC && len(arguments) == 2:
		return keyed(newHash, arguments[0], arguments[1]), nil
	case newHash != nil || encodings[name] != nil:
		return nil, fmt.Errorf("%s takes one argument, an HMAC a key and a message", name)
	}
	return nil, fmt.Errorf("no function %q", name)
}

var errArguments = errors.New("expected arguments in parentheses")

func (p *parser) arguments() ([]expression, error) {
	if !p.take("(") {
		return nil, errArguments
	}
	var list []expression
	for {
		next, err := p.sum()
		if err != nil {
			return nil, err
		}
		list = append(list, next)
		if p.take(")") {
			return list, nil
		}
		if !p.take(",") {
			return nil, errArguments
		}
	}
}
