package traffic

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// ReadRequest reads a request and checks it as a client does before it sends. What reading and checking both find
// counts once, as a violation if it is one to either; of what could not be read the check says nothing.
func ReadRequest(op *spec.Operation, text []byte) strictpay.Deviations {
	request := op.NewRequest()
	var checker check.Checker
	var found strictpay.Deviations
	if strings.Contains(op.Accept(), "xml") {
		found, checker.Version = readXMLRequest(text, request)
	} else {
		found = jsonread.ReadInto(text, request.(jsonread.Readable))
	}
	for _, d := range found.List {
		if d.Kind == strictpay.KindSyntax || d.Pointer == "" && d.Severity == strictpay.Violation {
			return found // the rest was not read
		}
	}
	request.(interface{ Check(*check.Checker) }).Check(&checker)
	return union(found, *checker.Found())
}

// union joins what reading and what checking found.
func union(read, checked strictpay.Deviations) strictpay.Deviations {
	var all strictpay.Deviations
	for _, d := range read.List {
		if d.Severity == strictpay.Drift && checked.Has(d.Kind, d.Pointer) {
			continue // reported by the check, with its own severity
		}
		all.Add(d.Severity, d.Kind, d.Pointer, d.Detail)
	}
	for _, d := range checked.List {
		unread := func(r strictpay.Deviation) bool {
			return r.Severity == strictpay.Violation && strings.HasPrefix(d.Pointer+"/", r.Pointer+"/")
		}
		if !slices.ContainsFunc(read.List, unread) {
			all.Add(d.Severity, d.Kind, d.Pointer, d.Detail)
		}
	}
	all.Dropped += read.Dropped + checked.Dropped
	return all
}

// requestRoot stands around the members of an XML request, which has no root of its own.
const requestRoot = "request"

// ofTransport is what the transport adds to the members of a request.
var ofTransport = []string{"/target", "/action", "/api_version"}

// readXMLRequest reads the opened text of a request, with or without what the transport adds to it, and gives the API
// version that it names.
func readXMLRequest(text []byte, request any) (strictpay.Deviations, string) {
	if bytes.HasPrefix(text, []byte("<?xml")) {
		if _, rest, ok := bytes.Cut(text, []byte("?>")); ok {
			text = rest
		}
	}
	rooted := fmt.Appendf(nil, "<%s>%s</%s>", requestRoot, text, requestRoot)
	read := xmlread.ReadInto(rooted, requestRoot, request.(xmlread.Readable))
	var found strictpay.Deviations
	for _, d := range read.List {
		pointer := strings.TrimPrefix(d.Pointer, "/"+requestRoot)
		if d.Kind == strictpay.KindUnknownMember && slices.Contains(ofTransport, pointer) {
			continue
		}
		found.Add(d.Severity, d.Kind, pointer, d.Detail)
	}
	found.Dropped += read.Dropped
	return found, elementText(text, "api_version")
}

// elementText is what stands in the first element of a name.
func elementText(text []byte, name string) string {
	_, rest, _ := bytes.Cut(text, []byte("<"+name+">"))
	value, _, _ := bytes.Cut(rest, []byte("</"+name+">"))
	return string(bytes.TrimSpace(value))
}
