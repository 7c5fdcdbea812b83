package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-faster/jx"

	"github.com/strictpay/strictpay/bench/flat/ogenflat"
	"github.com/strictpay/strictpay/bench/flat/plainflat"
	"github.com/strictpay/strictpay/bench/flat/strictflat"
)

//go:embed testdata/retrieveOrderDetails.200.json
var example []byte

//go:embed flat/openapi.yaml
var flat []byte

// strict reads with the decoder of this module: every kind of deviation, each with its pointer.
func strict(data []byte) (*strictflat.OrderResponse, error) {
	order, deviations, err := strictflat.DecodeOrderResponse(data)
	if err == nil && len(deviations) > 0 {
		err = errors.New(deviations[0].String())
	}
	return order, err
}

// byOgen decodes and validates in the way that ogen's own response decoders do.
func byOgen(data []byte) (*ogenflat.OrderResponse, error) {
	d := jx.DecodeBytes(data)
	var order ogenflat.OrderResponse
	if err := order.Decode(d); err != nil {
		return nil, err
	}
	if err := d.Skip(); err != io.EOF {
		return nil, errors.New("unexpected trailing data")
	}
	if err := order.Validate(); err != nil {
		return nil, err
	}
	return &order, nil
}

// plain is encoding/json into the models that oapi-codegen writes as it comes; nothing is checked.
func plain(data []byte) (*plainflat.OrderResponse, error) {
	order := new(plainflat.OrderResponse)
	if err := json.Unmarshal(data, order); err != nil {
		return nil, err
	}
	return order, nil
}

// validated looks at the document with kin-openapi before it is read into the same plain models.
func validated(schema *openapi3.Schema, data []byte) (*plainflat.OrderResponse, error) {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return nil, err
	}
	if err := schema.VisitJSON(value, openapi3.VisitAsResponse()); err != nil {
		return nil, err
	}
	return plain(data)
}

// orderSchema is what kin-openapi validates with.
func orderSchema() (*openapi3.Schema, error) {
	doc, err := openapi3.NewLoader().LoadFromData(flat)
	if err != nil {
		return nil, err
	}
	if err := doc.Validate(context.Background()); err != nil {
		return nil, err
	}
	return doc.Components.Schemas["OrderResponse"].Value, nil
}

// must drops a result that the rounds do not look at.
func must[T any](_ T, err error) {
	if err != nil {
		fail(err)
	}
}

func decodeRows() []row {
	schema, err := orderSchema()
	if err != nil {
		fail(err)
	}
	ours := rival{"strict decode of an order", 1, func() { must(strict(example)) }}
	theirs := []rival{
		{"ogen, decode and validate", 1, func() { must(byOgen(example)) }},
		{"encoding/json, nothing checked", 1, func() { must(plain(example)) }},
		{"encoding/json and kin-openapi", 1, func() { must(validated(schema, example)) }},
	}
	rows := compare(ours, theirs, []float64{0.8, 0.33, 0.08})
	rows[0].limit = 15
	for i, r := range theirs {
		rows[i].allocs, rows[i].allocsOf = allocs(ours.run), allocs(r.run)
	}
	return rows
}

func fail(err error) {
	_, _ = io.WriteString(os.Stderr, "bench: "+err.Error()+"\n")
	os.Exit(2)
}
