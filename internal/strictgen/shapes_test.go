package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/damage/through"
	shapesapi "github.com/strictpay/strictpay/internal/strictgen/testdata/shapes"
	"github.com/strictpay/strictpay/runtime/check"
)

// The examples of the made-up shapes, damaged in every way at every place: kinds, severities and pointers are those
// that the spec says, read by a kit that knows nothing of the generator.
func TestShapesUnderDamage(t *testing.T) {
	if underRace || testing.Short() {
		t.Skip("reads twenty thousand bodies")
	}
	through.RunIn(t, os.DirFS("testdata"), shapesapi.API)
}

func example(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "shapes", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestShapesAreWrittenAsTheyWereRead(t *testing.T) {
	body := example(t, "createShipment.200.json")
	shipment, devs, err := shapesapi.DecodeShipment([]byte(body))
	if err != nil || len(devs) > 0 {
		t.Fatalf("deviations %v, error %v", devs, err)
	}
	// they may be absent as well
	body = strings.NewReplacer(`"arrived": null,`, "", `"photo": null,`, "", "15000.0", "15000").Replace(body)
	if again, err := json.Marshal(shipment); err != nil || !sameJSON(t, string(again), body) {
		t.Errorf("written again it is\n%s, %v", again, err)
	}
	if shipment.Content.Letter == nil || shipment.Payer.Person == nil || shipment.Payers[0].Firm == nil ||
		shipment.Owners["first"].Firm == nil {
		t.Errorf("the wrong variants are set: %v", shipment)
	}
	if shipment.Texts["en"] != nil || *shipment.Texts["uk"] == "" || shipment.Parts[1] != nil ||
		shipment.Days["last"] != nil {
		t.Errorf("null is not nil: %v", shipment)
	}
	if string(shipment.Seal) != "hello" || shipment.Grid[0][2] != 3 || shipment.Routes["a"][1] != "y" {
		t.Errorf("values are not those of the body: %v", shipment)
	}
	for _, secret := range []string{"Ann", "Bob", "ann@"} {
		if printed := fmt.Sprintf("%v %+v %#v", shipment, *shipment, shipment); strings.Contains(printed, secret) {
			t.Errorf("%q is printed", secret)
		}
	}
}

// An object that denies its own form, in every shape that is made of others. severity is that of reading; sent: a
// request with it is refused, too.
var damagedShapes = []struct {
	form, keyword, old, broken string
	kind                       strictpay.Kind
	severity                   strictpay.Severity
	pointer                    string
	sent                       bool
}{
	{"date", "format", `"2026-11-26"`, `"2026-11-31"`, strictpay.KindFormat, strictpay.Violation, "/ready", false},
	{"uuid", "format", `"6f9619ff-8b86`, `"6f9619ff_8b86`, strictpay.KindFormat, strictpay.Violation, "/token", true},
	{"byte", "format", `"AQID"`, `"AQI?"`, strictpay.KindFormat, strictpay.Violation, "/label", false},
	{"byte", "format", `"AQID"`, `"AQI"`, strictpay.KindFormat, strictpay.Drift, "/label", false},
	{"object", "properties", `"city": "Kyiv", `, ``, strictpay.KindMissing, strictpay.Violation, "/to/city", true},
	{"object", "properties", `"weight": "1.5"`, `"weight": "-1"`, strictpay.KindFormat, strictpay.Drift,
		"/parcels/0/weight", true},
	{"enum", "enum", `"kind": "box"`, `"kind": "tub"`, strictpay.KindUnknownValue, strictpay.Drift, "/parcels/0/kind",
		true},
	{"map", "additionalProperties", `{"kg": 9}`, `{"kg": 10}`, strictpay.KindFormat, strictpay.Drift, "/limits/kg",
		true},
	{"map", "additionalProperties", `{"kg": 9}`, `{"kg": "nine"}`, strictpay.KindType, strictpay.Violation,
		"/limits/kg", false},
	{"map", "additionalProperties", `{"kg": 9}`, `{"kg": null}`, strictpay.KindNull, strictpay.Drift, "/limits/kg",
		false},
	{"map", "maxProperties", `{"kg": 9}`, `{"a": 1, "b": 1, "c": 1, "d": 1}`, strictpay.KindFormat, strictpay.Drift,
		"/limits", true},
	{"map", "x-key-max-length", `{"kg": 9}`, `{"grams": 9}`, strictpay.KindFormat, strictpay.Drift, "/limits/grams",
		true},
	{"array", "items", `["b", "c"]`, `["b", "long"]`, strictpay.KindFormat, strictpay.Drift, "/route/1/1", true},
	{"items", "nullable", `["n", null]`, `[7, null]`, strictpay.KindType, strictpay.Drift, "/notes/0", false},
	{"items", "nullable", `[["a"], ["b", "c"]]`, `[["a"], null]`, strictpay.KindNull, strictpay.Violation, "/route/1",
		false},
	{"value", "nullable", `{"kg": 9}`, `{"kg": null}`, strictpay.KindNull, strictpay.Drift, "/limits/kg", false},
	{"object", "allOf", `, "number": 1`, ``, strictpay.KindMissing, strictpay.Violation, "/payer/number", false},
	{"object", "allOf", `, "phone": "1"`, `, "phone": true`, strictpay.KindType, strictpay.Violation, "/payer/phone",
		false},
	{"union", "discriminator", `"type": "firm"`, `"type": "club"`, strictpay.KindUnknownValue, strictpay.Drift,
		"/payer/type", false},
	{"union", "discriminator", `"type": "firm", `, ``, strictpay.KindMissing, strictpay.Violation, "/payer/type",
		false},
	{"union", "discriminator", `"type": "firm"`, `"type": null`, strictpay.KindNull, strictpay.Violation, "/payer/type",
		false},
	{"union", "oneOf", `"type": "firm", "number": 1`, `"type": "person", "name": "Ann"`, "", "", "", false},
}

func TestDamagedShapes(t *testing.T) {
	good := example(t, "createShipment.request.json")
	for _, c := range damagedShapes {
		body := strings.Replace(good, c.old, c.broken, 1)
		if body == good {
			t.Errorf("%s of %s: %s is not in the body", c.keyword, c.form, c.old)
			continue
		}
		v, devs, _ := shapesapi.DecodeCreateShipmentRequest([]byte(body))
		switch {
		case c.kind == "" && len(devs) == 0:
		case len(devs) != 1 || devs[0].Kind != c.kind || devs[0].Pointer != c.pointer || devs[0].Severity != c.severity:
			t.Errorf("%s of %s: %s gives %v, want %s %s at %s", c.keyword, c.form, c.broken, devs, c.severity, c.kind,
				c.pointer)
		}
		var checker check.Checker
		v.Check(&checker)
		if found := checker.Found().List; c.sent &&
			(len(found) != 1 || !strings.HasPrefix(c.pointer, found[0].Pointer)) {
			t.Errorf("%s of %s: %s gives %v before sending, want one at %s", c.keyword, c.form, c.broken, found,
				c.pointer)
		}
	}
}

// What a Go value can be wrong in, and a body cannot.
func TestShapesAreCheckedBeforeSending(t *testing.T) {
	good := example(t, "createShipment.request.json")
	for want, change := range map[string]func(*shapesapi.CreateShipmentRequest){
		"":                            func(*shapesapi.CreateShipmentRequest) {},
		"violation format /ready":     func(v *shapesapi.CreateShipmentRequest) { v.Ready = new(strictpay.Date) },
		"violation missing /parcels":  func(v *shapesapi.CreateShipmentRequest) { v.Parcels = nil },
		"violation union /payer/type": func(v *shapesapi.CreateShipmentRequest) { v.Payer.Firm.Type = "person" },
		"violation missing /payer/mail": func(v *shapesapi.CreateShipmentRequest) {
			v.Payer.Firm.Phone = nil
		},
		"violation format /notes/0": func(v *shapesapi.CreateShipmentRequest) { v.Notes[0] = new("") },
		"violation format /limits/kilograms": func(v *shapesapi.CreateShipmentRequest) {
			v.Limits = shapesapi.CreateShipmentRequestLimits{"kilograms": 1}
		},
	} {
		v, _, err := shapesapi.DecodeCreateShipmentRequest([]byte(good))
		if err != nil {
			t.Fatal(err)
		}
		change(v)
		var checker check.Checker
		v.Check(&checker)
		got := ""
		for _, d := range checker.Found().List {
			got += fmt.Sprintf("%s %s %s", d.Severity, d.Kind, d.Pointer)
		}
		if got != want {
			t.Errorf("found %q, want %q", got, want)
		}
	}
}
