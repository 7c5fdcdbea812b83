package main

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay/bench/flat/ogenflat"
	"github.com/strictpay/strictpay/bench/flat/plainflat"
	"github.com/strictpay/strictpay/bench/flat/strictflat"
	"github.com/strictpay/strictpay/bench/peers/koshelek"
	"github.com/strictpay/strictpay/bench/peers/koshelekogen"
	"github.com/strictpay/strictpay/bench/peers/rozetkapay"
	"github.com/strictpay/strictpay/bench/peers/rozetkapayogen"
	"github.com/strictpay/strictpay/bench/peers/vertex"
	"github.com/strictpay/strictpay/bench/peers/vertexogen"
	"github.com/strictpay/strictpay/bench/peers/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A body is a document, and the types that each library reads it into.
type body struct {
	name string
	data []byte
	ours func() spec.Model
	ogen func() ogenType
	peer func() easyType
}

func flatBody() body {
	return body{
		"order flat", flatOrder, func() spec.Model { return new(strictflat.OrderResponse) },
		func() ogenType { return new(ogenflat.OrderResponse) }, func() easyType { return new(plainflat.OrderResponse) },
	}
}

func orderBody(name, file string) body {
	return body{
		name, example("vertex/examples/" + file), func() spec.Model { return new(vertexapi.OrderResponse) },
		func() ogenType { return new(vertexogen.OrderResponse) }, func() easyType { return new(vertex.OrderResponse) },
	}
}

func methodsBody(name string, items int) body {
	return body{
		name, methods(items), func() spec.Model { return new(vertexapi.PaymentMethodsResponse) },
		func() ogenType { return new(vertexogen.PaymentMethodsResponse) },
		func() easyType { return new(vertex.PaymentMethodsResponse) },
	}
}

func bodies() []body {
	return []body{
		flatBody(),
		orderBody("order nested", "retrieveOrderDetails.200.json"),
		orderBody("order card", "retrieveOrderDetails.200.card.json"),
		orderBody("order refund", "retrieveOrderDetails.200.refund.json"),
		{
			"RozetkaPay info", example("rozetkapay/examples/payPartsRequestInfo.200.json"),
			func() spec.Model { return new(rozetkapayapi.PayPartsOrder) },
			func() ogenType { return new(rozetkapayogen.PayPartsOperationsResult) },
			func() easyType { return new(rozetkapay.PayPartsOperationsResult) },
		},
		{
			"Koshelek status", example("koshelek/examples/transactionStatus.200.accepted.json"),
			func() spec.Model { return new(koshelekapi.TransactionState) },
			func() ogenType { return new(koshelekogen.TransactionState) },
			func() easyType { return new(koshelek.TransactionState) },
		},
		methodsBody("1,000 methods", 1_000),
		methodsBody("10,000 methods", 10_000),
	}
}

// decodeGroups compare strict decoding with others.
func decodeGroups() ([]*group, func()) {
	var groups []*group
	for _, b := range bodies() {
		groups = append(groups, b.group())
	}
	schema, err := orderSchema()
	ok(err)
	flat := groups[0]
	flat.rivals = append(flat.rivals, rival{name: byKin, run: func() { ok(validated(schema, flatOrder)) }})
	flat.claims = append(flat.claims,
		claim{against: byJSON, of: []string{byJSON}, goal: 0.2}, claim{against: byKin, of: []string{byKin}, goal: 0.07})
	return append(groups, largeGroup()), nil
}

// largeGroup compares a large document with as many bytes in small ones: what a byte costs is not to grow with the
// document.
func largeGroup() *group {
	const items, total = 1_000, 4_000_000
	small := methods(items)
	times := total / len(small)
	large := methods(times * items)
	read := func(data []byte) { ok(strict(data, new(vertexapi.PaymentMethodsResponse))) }
	return &group{name: "decode 4 MB of methods", rivals: []rival{
		{name: byOurs, run: func() { read(large) }},
		{name: "lists", run: func() {
			for range times {
				read(small)
			}
		}},
	}, claims: []claim{{against: "as many bytes in lists of 1,000", of: []string{"lists"}, goal: 1.25}}}
}

func (b body) group() *group {
	filled := b.ours()
	ok(strict(b.data, filled))
	least := newFloor(b.data, filled)
	g := &group{name: "decode " + b.name, rivals: []rival{
		{name: byOurs, run: func() { ok(strict(b.data, b.ours())) }},
		{name: byOgen, run: func() { ok(ogen(b.data, b.ogen())) }},
		{name: byFloor, run: least.run},
	}, claims: []claim{
		{against: "ogen v1.20.3, decode and validate", of: []string{byOgen}, goal: 0.75},
		{against: "fastest, checked or not", of: typed, goal: 1},
		{against: "our scan and the result's allocations", of: []string{byFloor}, goal: 1.25},
	}}
	g.rivals = append(g.rivals, decoders(b.data, b.peer)...)
	return g
}

// xmlGroups compare reading XML with encoding/xml into plain structs.
func xmlGroups() ([]*group, func()) {
	var groups []*group
	for _, x := range []struct {
		name string
		data []byte
	}{
		{"X-Payments 3 kB", example("xpayments/examples/paymentGetInfo.200.nested.xml")},
		{"X-Payments 365 kB", largeXML()},
	} {
		// encoding/xml refuses names that begin with a digit.
		readable := bytes.ReplaceAll(x.data, []byte("3dsecure"), []byte("tdsecure"))
		groups = append(groups, &group{name: "decode " + x.name, rivals: []rival{
			{name: byOurs, run: func() { ok(strict(x.data, new(xpaymentsapi.PaymentInfo))) }},
			{name: byXML, run: func() { ok(plainXML(readable, new(xpayments.PaymentInfo))) }},
		}, claims: []claim{{against: byXML, of: []string{byXML}, goal: 0.1}}})
	}
	return groups, nil
}

// validated looks at the document with kin-openapi before it is read into the plain models.
func validated(schema *openapi3.Schema, data []byte) error {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return err
	}
	if err := schema.VisitJSON(value, openapi3.VisitAsResponse()); err != nil {
		return err
	}
	return json.Unmarshal(data, new(plainflat.OrderResponse))
}

// orderSchema is what kin-openapi validates with.
func orderSchema() (*openapi3.Schema, error) {
	doc, err := openapi3.NewLoader().LoadFromData(flatSpec)
	if err != nil {
		return nil, err
	}
	if err := doc.Validate(context.Background()); err != nil {
		return nil, err
	}
	return doc.Components.Schemas["OrderResponse"].Value, nil
}
