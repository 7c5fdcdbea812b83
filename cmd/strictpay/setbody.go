package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

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
	devs := jsonread.ReadInto(file.object(), dst)
	var checker check.Checker
	if request, ok := dst.(interface{ Check(*check.Checker) }); ok {
		request.Check(&checker)
	}
	found := slices.DeleteFunc(devs.List, func(d strictpay.Deviation) bool {
		if d.Severity == strictpay.Drift && checker.Found().Has(d.Kind, d.Pointer) {
			return true // the call's own check refuses it, as the violation that it is there
		}
		// A missing key is made, and an undeclared value is the check's to refuse.
		made := d.Kind == strictpay.KindMissing && d.Pointer == "/"+a.op.IdempotencyKey
		return made || d.Kind == strictpay.KindUnknownValue
	})
	if len(found) > 0 {
		return a.refused(found)
	}
	return nil
}

// members are those of --body, in their order. The file is read as strictly as any document: a body that was cut is not
// sent.
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

// object writes the members again.
func (f *bodyFile) object() []byte {
	var b []byte
	for _, name := range f.names {
		b = jsonread.AppendRaw(jsonread.AppendName(b, name), f.values[name])
	}
	return jsonread.EndObject(b, 0)
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
		object := jsonread.EndObject(jsonread.AppendRaw(jsonread.AppendName(nil, name), text), 0)
		devs := jsonread.ReadInto(object, a.op.NewRequest().(jsonread.Readable))
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
