// Package otel tells OpenTelemetry what the clients of strictpay do: a span per call and per attempt, and metrics.
//
//	client, err := vertex.New(vertex.Stage, token, otel.With(nil, nil)) // of the global providers
//
// It is a module of its own, so that programs without OpenTelemetry do not get its packages. Attributes follow the
// semantic conventions of HTTP clients where there is one. None of them comes from the values of a call: url.template
// has the path of the specification, and url.full, which the conventions ask for, is left out, because paths and
// queries hold the numbers of orders. So names, and the number of time series, are bounded by the specification.
//
// Spans:
//
//	strictpay.vertex.captureOrder    a call with all its attempts, until its answer was read; an event retry before each further attempt
//	  POST /order/capture            an attempt, until its answer was read
//
// Metrics:
//
//	strictpay.client.operation.duration    histogram of seconds, a call with all its attempts
//	http.client.request.duration           histogram of seconds, an attempt
//	strictpay.client.retries               attempts after the first
//	strictpay.client.unknown_outcomes      calls that may have moved money and do not tell
//	strictpay.client.refusals              calls that the provider refused, by the code, where its table lists it
//	strictpay.client.drift                 deviations of answers that keep their value, by kind
//
// Each has strictpay.api, strictpay.operation and, where it applies, http.response.status_code, strictpay.outcome and
// error.type. A call is an error unless its outcome is done or refused; error.type is the class of the failure, the
// HTTP status or the outcome. An attempt is an error by the conventions of HTTP: without an answer, or with a status
// from 400 on.
package otel
