package reference

import (
	"os"
	"slices"
	"testing"
)

// What stands inline in a specification is listed by the names that it has in Go.
func TestShapesWithoutNames(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../strictgen/testdata/shapes/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse("shapes", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ schema, member, typ, limit string }{
		{"Shipment", "id", "string (uuid)", ""},
		{"Shipment", "size", "ShipmentSize", ""},
		{"Shipment", "sent", "string (date)", ""},
		{"Shipment", "prices", "map of string (decimal)", "at most 3 members"},
		{"Shipment", "stops", "list of ShipmentStopsItem", ""},
		{"Shipment", "grid", "list of list of integer (int64)", ""},
		{"Shipment", "payers", "list of Payer", ""},
		{"ShipmentDepots", "*", "ShipmentDepotsValue", ""},
		{"CreateShipmentRequestTo", "city", "string", "at least 1 character"},
		{"UnusableBody", "reason", "UnusableBodyReason", ""},
		{"UnusableBodyReason", "late", "value", ""},
	} {
		about, ok := doc.Schema(c.schema)
		i := slices.IndexFunc(about.Members, func(m Member) bool { return m.Name == c.member })
		if !ok || i < 0 {
			t.Errorf("%s has no %s", c.schema, c.member)
			continue
		}
		m := about.Members[i]
		if m.Type != c.typ || m.Source == "" || c.limit != "" && !slices.Contains(m.Limits, c.limit) {
			t.Errorf("%s.%s: %+v", c.schema, c.member, m)
		}
	}
	about, err := doc.Operation("createShipment")
	if err != nil || !slices.ContainsFunc(about.Members, func(m Member) bool {
		return m.Name == "/parcels/0/weight" && m.Required
	}) {
		t.Errorf("%v, %+v", err, about)
	}
}
