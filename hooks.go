package strictpay

import (
	"context"
	"time"
)

// Hooks observe every call at two levels: the operation, and the attempts it takes. Functions that are nil are not
// called; calls run on many goroutines.
//
// The order is OperationStart; for each attempt AttemptStart, AttemptEnd and, if there is a further one, Retry;
// OperationEnd. An attempt ends when its answer was read, or it failed; an operation when its outcome is known.
//
// All that follows runs with the values of the context that a Start function returns, the sending included; nil is the
// context it got. What the context that it returns may do is end the call earlier: the caller's context and the
// timeouts hold whatever it is.
type Hooks struct {
	OperationStart func(ctx context.Context, e HookEvent) context.Context
	AttemptStart   func(ctx context.Context, e HookEvent) context.Context
	AttemptEnd     func(ctx context.Context, e HookEvent)
	Retry          func(ctx context.Context, e HookEvent)
	OperationEnd   func(ctx context.Context, e HookEvent)
}

// A HookEvent is what hooks get. Nothing in it comes from the values of the call: no body, header, query or path
// argument. Fields that do not apply have their zero.
type HookEvent struct {
	API       string // vertex; "" for a request that no typed call made, as the next and Path
	Operation string // retrieveOrderDetails
	Method    string // POST
	Host      string // with the port, where the base URL has one
	Path      string // template, as the specification has it: /order/{shopId}/{orderNumber}
	Attempt   int    // from 1; at OperationEnd how many there were
	Status    int    // HTTP status; 0 where no answer came
	Class     Class  // of the failure; "" for none, whatever the status
	// of a failure: the request provably never left this machine, in this attempt or, at OperationEnd, in any
	NotSent  bool
	Duration time.Duration // of the attempt or operation, at its end
	Wait     time.Duration // before the next attempt, at Retry

	// Of a call at OperationEnd; the zero values for a request that no typed call made.
	Outcome    Outcome
	Code       string // of a refusal, where the provider's code table lists it
	Deviations int    // of the answer, drift included
}
