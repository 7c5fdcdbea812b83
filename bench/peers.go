package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"

	"github.com/bytedance/sonic"
	"github.com/go-faster/jx"
	jsonv2 "github.com/go-json-experiment/json"
	goccy "github.com/goccy/go-json"
	"github.com/mailru/easyjson"

	"github.com/strictpay/strictpay/runtime/spec"
)

// Names of the rivals.
const (
	byOurs       = "strictpay"
	byOgen       = "ogen"
	byGoccy      = "goccy"
	bySonic      = "sonic"
	byEasy       = "easyjson"
	byV2         = "json/v2"
	byJSON       = "encoding/json"
	byKin        = "encoding/json and kin-openapi"
	byXML        = "encoding/xml"
	byFloor      = "floor"
	byParts      = "parts"
	bySizedParts = "parts, the size is known"
	byBare       = "bare"
	byDecode     = "decoding"
)

// typed are those that fill the same typed value; only ogen checks any of it.
var typed = []string{byGoccy, bySonic, byEasy, byV2, byJSON, byOgen}

// strict reads with the decoder of this module: every kind of deviation, each with its pointer.
func strict(data []byte, v spec.Model) error {
	if devs := v.ReadDocument(data, spec.Decoding{}); len(devs.List) > 0 {
		return errors.New(devs.List[0].String())
	}
	return nil
}

// An ogenType is what ogen writes.
type ogenType interface {
	Decode(*jx.Decoder) error
	Encode(*jx.Encoder)
}

// ogen decodes and validates in the way that ogen's own response decoders do.
func ogen(data []byte, v ogenType) error {
	d := jx.DecodeBytes(data)
	if err := v.Decode(d); err != nil {
		return err
	}
	if err := d.Skip(); err != io.EOF {
		return errors.New("unexpected trailing data")
	}
	if v, ok := v.(interface{ Validate() error }); ok {
		return v.Validate()
	}
	return nil
}

// An easyType is a struct for which easyjson has written a decoder and an encoder.
type easyType interface {
	easyjson.Unmarshaler
	easyjson.Marshaler
}

// decoders fill a struct and check nothing.
func decoders(data []byte, v func() easyType) []rival {
	return []rival{
		{name: byGoccy, run: func() { ok(goccy.Unmarshal(data, v())) }},
		{name: bySonic, run: func() { ok(sonic.Unmarshal(data, v())) }},
		{name: byEasy, run: func() { ok(easyjson.Unmarshal(data, v())) }},
		{name: byV2, run: func() { ok(jsonv2.Unmarshal(data, v())) }},
		{name: byJSON, run: func() { ok(json.Unmarshal(data, v())) }},
	}
}

// encoders write a struct and check nothing.
func encoders(v easyType) []rival {
	return []rival{
		{name: byGoccy, run: func() { must(goccy.Marshal(v)) }},
		{name: bySonic, run: func() { must(sonic.Marshal(v)) }},
		{name: byEasy, run: func() { must(easyjson.Marshal(v)) }},
		{name: byV2, run: func() { must(jsonv2.Marshal(v)) }},
		{name: byJSON, run: func() { must(json.Marshal(v)) }},
	}
}

func ok(errs ...error) {
	for _, err := range errs {
		if err != nil {
			fail(err)
		}
	}
}

func plainXML(data []byte, v any) error { return xml.Unmarshal(data, v) }
