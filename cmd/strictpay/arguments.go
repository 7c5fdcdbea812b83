package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/adapters/wire"
)

// errInput is in every error that comes from what was typed: nothing was sent then.
var errInput = errors.New("wrong arguments")

// arguments are what --set and --body give, by the names on the wire.
type arguments struct {
	op    *wire.Operation
	names []string // in the order typed
	sets  map[string]string
	used  map[string]bool
	body  []byte
}

func newArguments(e *environment, op *wire.Operation, sets []string, body string) (*arguments, error) {
	a := &arguments{op: op, sets: map[string]string{}, used: map[string]bool{}}
	for _, set := range sets {
		name, value, ok := strings.Cut(set, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("--set takes name=value, and not %q", set)
		}
		if _, twice := a.sets[name]; twice {
			return nil, fmt.Errorf("--set %s stands twice", name)
		}
		a.names = append(a.names, name)
		a.sets[name] = value
	}
	if body == "" {
		return a, nil
	}
	text, err := readBody(e, body)
	if err != nil {
		return nil, fmt.Errorf("--body: %w", err)
	}
	if len(text) > maxBody {
		return nil, fmt.Errorf("--body: more than 1 MiB")
	}
	a.body = text
	return a, nil
}

// unused are the names that neither a parameter nor the body took.
func (a *arguments) unused() []string {
	var list []string
	for _, name := range a.names {
		if !a.used[name] {
			list = append(list, name)
		}
	}
	return list
}

// Argument sets a parameter of the call.
func (a *arguments) Argument(name string, dst any) error {
	value, ok := a.sets[name]
	if !ok {
		return nil // the call's own check says what is missing
	}
	a.used[name] = true
	var err error
	switch p := dst.(type) {
	case *string:
		*p = value
	case **string:
		*p = &value
	case *wire.Secret:
		*p = wire.NewSecret(value)
	case *int64:
		*p, err = strconv.ParseInt(value, 10, 64)
	case *int32:
		var n int64
		n, err = strconv.ParseInt(value, 10, 32)
		*p = int32(n)
	case **bool:
		var b bool
		b, err = strconv.ParseBool(value)
		*p = &b
	default:
		err = fmt.Errorf("a parameter of type %T cannot be typed", dst)
	}
	if err != nil {
		return fmt.Errorf("%w: --set %s: %q is not of the parameter's type", errInput, name, value)
	}
	return nil
}

// Body fills the request body from --body, with the members of --set over it.
func (a *arguments) Body(dst wire.Readable) error {
	members, order, err := a.members()
	if err != nil {
		return err
	}
	for _, name := range a.names {
		if a.used[name] {
			continue
		}
		text, err := a.spell(name, a.sets[name])
		if err != nil {
			return err
		}
		a.used[name] = true
		if _, there := members[name]; !there {
			order = append(order, name)
		}
		members[name] = text
	}
	object := wire.WriteObject(nil)
	for _, name := range order {
		object.Raw(name, wire.Raw(members[name]))
	}
	devs := wire.DecodeJSON(object.Done(), dst)
	found := slices.DeleteFunc(devs.List, func(d wire.Deviation) bool {
		// A missing key is made, and an undeclared value is the check's to refuse.
		return d.Kind == wire.KindUnknownValue || d.Kind == wire.KindMissing && d.Pointer == "/"+a.op.IdempotencyKey
	})
	if len(found) > 0 {
		return &wire.NotSent{API: a.op.API.Name, Operation: a.op.ID, Err: &wire.Error{API: a.op.API.Name, Operation: a.op.ID, Request: true, Deviations: found}}
	}
	return nil
}

// members are those of --body, in their order.
func (a *arguments) members() (map[string]json.RawMessage, []string, error) {
	members := map[string]json.RawMessage{}
	if len(a.body) == 0 {
		return members, nil, nil
	}
	decoder := json.NewDecoder(strings.NewReader(string(a.body)))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, nil, fmt.Errorf("%w: --body is not a JSON object", errInput)
	}
	var order []string
	for decoder.More() {
		token, err := decoder.Token()
		name, _ := token.(string)
		var value json.RawMessage
		if err == nil {
			err = decoder.Decode(&value)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%w: --body is not well-formed JSON", errInput)
		}
		if _, twice := members[name]; twice {
			return nil, nil, fmt.Errorf("%w: --body has %q twice", errInput, name)
		}
		members[name] = value
		order = append(order, name)
	}
	return members, order, nil
}

// spell writes a typed value as the JSON that the member takes: a string, or a number, flag or object as it stands.
func (a *arguments) spell(name, value string) (json.RawMessage, error) {
	quoted := wire.AppendString(nil, value)
	spellings := []json.RawMessage{json.RawMessage(quoted)}
	if json.Valid([]byte(value)) {
		spellings = append(spellings, json.RawMessage(value))
	}
	switch value {
	case "1":
		spellings = append(spellings, json.RawMessage("true"))
	case "0":
		spellings = append(spellings, json.RawMessage("false"))
	}
	for _, text := range spellings {
		object := wire.WriteObject(nil)
		object.Raw(name, wire.Raw(text))
		devs := wire.DecodeJSON(object.Done(), a.op.NewRequest().(wire.Readable))
		fits := true
		for _, d := range devs.List {
			if d.Pointer != "/"+name {
				continue
			}
			switch d.Kind {
			case wire.KindUnknownMember:
				return nil, fmt.Errorf("%w: %s.%s has no argument %q", errInput, a.op.API.Name, a.op.ID, name)
			case wire.KindType, wire.KindNull, wire.KindSyntax:
				fits = false
			}
		}
		if fits {
			return text, nil
		}
	}
	return nil, fmt.Errorf("%w: --set %s: the value is not of the member's type", errInput, name)
}
