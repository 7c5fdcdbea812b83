package main

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// arguments are what --set and --body give, by the names on the wire.
type arguments struct {
	api     apis.API
	op      *spec.Operation
	names   []string // in the order typed
	sets    map[string]string
	used    map[string]bool
	body    []byte
	hasBody bool
	opts    []strictpay.CallOption // of names that are no parameter of the operation
}

func newArguments(e *environment, api apis.API, op *spec.Operation, sets []string, body string) (*arguments, error) {
	a := &arguments{api: api, op: op, sets: map[string]string{}, used: map[string]bool{}}
	for _, set := range sets {
		if err := a.set(set); err != nil {
			return nil, err
		}
	}
	if body == "" {
		return a, nil
	}
	if op.NewRequest == nil {
		return nil, fmt.Errorf("the operation takes no --body; its arguments: %s", strings.Join(op.Arguments, ", "))
	}
	a.hasBody = true
	text, err := e.read(body, maxBody)
	if err != nil {
		return nil, fmt.Errorf("--body: %w", err)
	}
	if len(text) > maxBody {
		return nil, fmt.Errorf("--body: more than 1 MiB")
	}
	a.body = text
	return a, nil
}

// set takes one --set.
func (a *arguments) set(set string) error {
	name, value, ok := strings.Cut(set, "=")
	if !ok || name == "" {
		return fmt.Errorf("--set takes name=value, and not %q", set)
	}
	if _, twice := a.sets[name]; twice {
		return fmt.Errorf("--set %s stands twice", name)
	}
	a.sets[name] = value
	if option := a.api.CallOptions[name]; option != nil {
		a.used[name] = true
		a.opts = append(a.opts, option(value))
		return nil
	}
	switch {
	case slices.Contains(a.op.Arguments, name):
	case a.op.NewRequest == nil:
		return a.noArgument(name)
	default:
		if _, err := a.spell(name, value); err != nil {
			return err
		}
	}
	a.names = append(a.names, name)
	return nil
}

// argumentNames are those that --set takes: parameters, members of the body, and what any call of the API may have.
func argumentNames(api apis.API, op *spec.Operation) []string {
	list := slices.Clone(op.Arguments)
	if op.NewRequest != nil {
		body := reflect.TypeOf(op.NewRequest()).Elem()
		for i := range body.NumField() {
			if member, _, _ := strings.Cut(body.Field(i).Tag.Get("json"), ","); member != "-" {
				list = append(list, member)
			}
		}
	}
	return append(list, slices.Sorted(maps.Keys(api.CallOptions))...)
}

// noArgument lists what there is.
func (a *arguments) noArgument(name string) error {
	return errors.New(listed(fmt.Sprintf("no argument %q", name), name, argumentNames(a.api, a.op)))
}

// Argument sets a parameter of the call.
func (a *arguments) Argument(name string, dst any) error {
	value, ok := a.sets[name]
	if !ok {
		switch dst.(type) {
		case *int64, *int32: // zero, which is a number like any other
			return fmt.Errorf("%s is required: --set %s=VALUE", name, name)
		}
		return nil // the call's own check says what is missing
	}
	a.used[name] = true
	var err error
	switch p := dst.(type) {
	case *string:
		*p = value
	case **string:
		*p = &value
	case *strictpay.Secret:
		*p = strictpay.NewSecret(value)
	case *int64:
		*p, err = strconv.ParseInt(value, 10, 64)
	case **int64:
		var n int64
		n, err = strconv.ParseInt(value, 10, 64)
		*p = &n
	case *int32:
		var n int64
		n, err = strconv.ParseInt(value, 10, 32)
		*p = int32(n)
	case **bool:
		var b bool
		b, err = strconv.ParseBool(value)
		*p = &b
	default:
		err = fmt.Errorf("a parameter of type %T cannot be set from the command line", dst)
	}
	if err != nil {
		return fmt.Errorf("--set %s: %q is not of the parameter's type", name, value)
	}
	return nil
}
