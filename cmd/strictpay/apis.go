package main

import (
	"fmt"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// target splits API.OPERATION and finds the API.
func target(text string) (apis.API, string, error) {
	name, operation, ok := strings.Cut(text, ".")
	if !ok {
		return apis.API{}, "", fmt.Errorf("%q is not API.OPERATION, such as vertex.retrieveOrderDetails; "+
			"strictpay operations lists them, and the APIs are: %s", text, names(apis.All(), func(a apis.API) string { return a.Name }))
	}
	a, err := apis.Find(name)
	return a, operation, err
}

func findOperation(a apis.API, id string) (*spec.Operation, error) {
	if op := a.Operation(id); op != nil {
		return op, nil
	}
	return nil, fmt.Errorf("%s has no operation %q; there are: %s", a.Name, id, names(a.Operations, func(o spec.Operation) string { return o.ID }))
}
