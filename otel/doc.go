// Package otel tells OpenTelemetry what the clients of strictpay do: a span per call and per attempt, and metrics.
//
//	client, err := vertex.New(vertex.Stage, token, otel.With(nil, nil)) // of the global providers
//
// It is a module of its own, so that programs without OpenTelemetry do not get its packages. Attributes follow the semantic conventions of HTTP clients where there
// is one. None of them comes from the values of a call: url.template has the path of the specification, and url.full, which the conventions ask for, is left out,
// because paths and queries hold the numbers of orders. So names, and the number of time series, are bounded by the specification.
//
// Spans:
//
//	strictpay.vertex.captureOrder    a call with all its attempts, until its answer was read; an event retry before each further attempt
//	  POST /order/capture            an attempt, until the headers of its answer were there
//
// Metrics:
//
//	strictpay.client.operation.duration    histogram of seconds, a call with all its attempts
//	http.client.request.duration           histogram of seconds, an attempt
//	strictpay.client.retries               attempts after the first
//	strictpay.client.drift                 deviations of answers that have more than their specification, by kind
//
// Each has strictpay.api, strictpay.operation and, where it applies, http.response.status_code and error.type, which is the class of the failure or the status of a
// refusal. On spans there is strictpay.moves_money as well: a call that has it, failed and was sent is one whose outcome is unknown.
package otel
