package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
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
		return fmt.Errorf("--set %s: %q is not of the parameter's type", name, value)
	}
	return nil
}

// Body fills the request body from --body, with the members of --set over it.
func (a *arguments) Body(dst jsonread.Readable) error {
	file, err := a.members()
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
		if _, there := file.values[name]; !there {
			file.names = append(file.names, name)
		}
		file.values[name] = text
	}
	object := jsonread.WriteObject(nil)
	for _, name := range file.names {
		object.Raw(name, file.values[name])
	}
	devs := jsonread.ReadInto(object.Done(), dst)
	found := slices.DeleteFunc(devs.List, func(d strictpay.Deviation) bool {
		// A missing key is made, and an undeclared value is the check's to refuse.
		return d.Kind == strictpay.KindUnknownValue || d.Kind == strictpay.KindMissing && d.Pointer == "/"+a.op.IdempotencyKey
	})
	if len(found) > 0 {
		return a.refused(found)
	}
	return nil
}

// members are those of --body, in their order. The file is read as strictly as any document: a body that was cut is not sent.
func (a *arguments) members() (bodyFile, error) {
	file := bodyFile{values: map[string]strictpay.Raw{}}
	if !a.hasBody {
		return file, nil
	}
	if devs := jsonread.ReadInto(a.body, &file); len(devs.List) > 0 {
		return file, a.refused(devs.List)
	}
	return file, nil
}

// refused is the error for a body that is not sent.
func (a *arguments) refused(found []strictpay.Deviation) error {
	return &strictpay.NotSent{API: a.op.API.Name, Operation: a.op.ID, Deviations: found}
}

// A bodyFile is the top-level members of --body.
type bodyFile struct {
	names  []string
	values map[string]strictpay.Raw
}

// ReadJSON reads an object of any members.
func (f *bodyFile) ReadJSON(r *jsonread.Reader) {
	if !r.Object(&jsonread.Shape{Type: "--body"}) {
		return
	}
	for r.Next() {
		if name, value, ok := r.Extra(); ok {
			f.names, f.values[name] = append(f.names, name), value
		}
	}
	r.End(new(jsonread.Seen), 0)
}

// spell writes a typed value as the JSON that the member takes: a string, or a number, flag or object as it stands.
func (a *arguments) spell(name, value string) (strictpay.Raw, error) {
	spellings := []strictpay.Raw{leaf.AppendString(nil, value)}
	if json.Valid([]byte(value)) {
		spellings = append(spellings, strictpay.Raw(value))
	}
	switch value {
	case "1":
		spellings = append(spellings, strictpay.Raw("true"))
	case "0":
		spellings = append(spellings, strictpay.Raw("false"))
	}
	for _, text := range spellings {
		object := jsonread.WriteObject(nil)
		object.Raw(name, text)
		devs := jsonread.ReadInto(object.Done(), a.op.NewRequest().(jsonread.Readable))
		fits := true
		for _, d := range devs.List {
			if d.Pointer != "/"+name {
				continue
			}
			switch d.Kind {
			case strictpay.KindUnknownMember:
				return nil, a.noArgument(name)
			case strictpay.KindType, strictpay.KindNull, strictpay.KindSyntax:
				fits = false
			}
		}
		if fits {
			return text, nil
		}
	}
	return nil, fmt.Errorf("--set %s: the value is not of the member's type", name)
}
