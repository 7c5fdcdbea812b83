// Package giveup is for tests of answers that do not come: a caller who waits for what is measured, not for a time.
package giveup

import (
	"context"
	"net/http/httptrace"
)

// OnceSent is a context that ends the moment a request is written. So the call has provably been sent, and it ends
// without an answer, however loaded the machine is.
func OnceSent(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(httptrace.WroteRequestInfo) { cancel() },
	})
}
