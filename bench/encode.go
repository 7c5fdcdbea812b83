package main

import (
	"encoding/json"
	"errors"

	"github.com/go-faster/jx"

	"github.com/strictpay/strictpay/bench/peers/koshelek"
	"github.com/strictpay/strictpay/bench/peers/koshelekogen"
	"github.com/strictpay/strictpay/bench/peers/rozetkapay"
	"github.com/strictpay/strictpay/bench/peers/rozetkapayogen"
	"github.com/strictpay/strictpay/bench/peers/vertex"
	"github.com/strictpay/strictpay/bench/peers/vertexogen"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A sendable is the body of a request.
type sendable interface {
	Check(*check.Checker)
	AppendJSON([]byte) []byte
	json.Unmarshaler
}

type request struct {
	name string
	data []byte
	ours sendable
	ogen ogenType
	peer easyType
}

func requests() []request {
	return []request{
		{
			"Vertex create", example("vertex/examples/createOrder.request.full.json"),
			new(vertexapi.CreateOrderRequest),
			new(vertexogen.CreateOrderRequest), new(vertex.CreateOrderRequest),
		},
		{
			"RozetkaPay create", example("rozetkapay/examples/payPartsCreateOrder.request.json"),
			new(rozetkapayapi.CreatePayPartsOrder), new(rozetkapayogen.CreatePayPartsOrder),
			new(rozetkapay.CreatePayPartsOrder),
		},
		{
			"Koshelek checkout", example("koshelek/examples/checkout.request.json"), new(koshelekapi.CheckoutRequest),
			new(koshelekogen.CheckoutRequest), new(koshelek.CheckoutRequest),
		},
	}
}

// encodeGroups compare checking and writing a request, as a call does it, with others that only write.
func encodeGroups() ([]*group, func()) {
	var groups []*group
	for _, r := range requests() {
		ok(json.Unmarshal(r.data, r.ours), json.Unmarshal(r.data, r.peer), ogen(r.data, r.ogen))
		room := new(invoke.Room)
		g := &group{name: "check and encode " + r.name, allocs: new(6), rivals: []rival{
			{name: byOurs, run: func() { written = checkedBody(r.ours, room) }},
			{name: byOgen, run: func() {
				var e jx.Encoder
				r.ogen.Encode(&e)
				written = e.Bytes()
			}},
		}, claims: []claim{
			{against: "fastest that only encodes", of: typed, goal: 1.5},
			{against: bySonic, of: []string{bySonic}, goal: 1},
		}}
		g.rivals = append(g.rivals, encoders(r.peer)...)
		groups = append(groups, g)
	}
	return groups, nil
}

var written []byte

// checkedBody does what a generated call does.
func checkedBody(v sendable, room *invoke.Room) []byte {
	checker := new(check.Checker) // part of a call, which is allocated
	v.Check(checker)
	if found := checker.Found(); found.Violated() {
		fail(errors.New(found.List[0].String()))
	}
	return room.Filled(v.AppendJSON(room.Empty()))
}
