// Package otel tells OpenTelemetry what settle does: spans and metrics.
//
//	s, err := settle.Open(db, settle.Config[pgx.Tx]{Observer: otel.Observer(nil, nil)}) // of the global providers
//
// Programs that do not import it link nothing of OpenTelemetry. No attribute comes from the values of a request, so the
// number of time series is bounded by the specifications.
//
// Spans are strictpay.settle.do, ask, deliver, event and sweep, with the number of the intent. That of do is the parent
// of the call's own span, where the client is observed by the module otel of strictpay.
//
// Metrics:
//
//	strictpay.settle.duration    histogram of seconds: pieces of work, by what they were
//	strictpay.settle.changes     changes of states, by the states and the evidence
//	strictpay.settle.age         histogram of seconds from a call to its final state
//	strictpay.settle.open        intents under way, absent or abandoned, by state, age and currency
//	strictpay.settle.waiting     outcomes that are not delivered, webhooks that are not handled, webhooks about no
//	                             intent, and intents that a person has to look at
//
// The last two are reported after each sweep, by every process for the whole database: take the maximum, not the sum.
package otel
