package otel

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/strictpay/strictpay"
)

// Name is that of the tracer and the meter.
const Name = "github.com/strictpay/strictpay/otel"

// With observes a client: Hooks and Drift in one option. Providers that are nil are the global ones. A drift handler
// that was set by an option before this one is called as well; where there is none, drift is counted and no longer
// logged.
func With(tracers trace.TracerProvider, meters metric.MeterProvider) strictpay.Option {
	hooks, drift := strictpay.WithHooks(Hooks(tracers, meters)), Drift(meters)
	return func(c *strictpay.Config) {
		hooks(c)
		before := c.Drift
		c.Drift = func(ctx context.Context, info *strictpay.Info) {
			drift(ctx, info)
			if before != nil {
				before(ctx, info)
			}
		}
	}
}

// Hooks make spans and metrics of calls, for strictpay.WithHooks. Providers that are nil are the global ones, so that
// one of the two can be left out with a provider that does nothing. Spans that are made below, such as those of an
// instrumented Transport, are children of the attempt's.
func Hooks(tracers trace.TracerProvider, meters metric.MeterProvider) strictpay.Hooks {
	if tracers == nil {
		tracers = otel.GetTracerProvider()
	}
	o := &observer{tracer: tracers.Tracer(Name), instruments: newInstruments(meters)}
	return strictpay.Hooks{OperationStart: o.operationStart, AttemptStart: o.attemptStart, AttemptEnd: o.attemptEnd,
		Retry: o.retry, OperationEnd: o.operationEnd}
}

type observer struct {
	tracer trace.Tracer
	*instruments
}

// Other hooks may start spans too, so ours are found by keys of their own. An observer is part of them: a client can
// have two.
type (
	operationKey struct{ *observer }
	attemptKey   struct{ *observer }
)

func (o *observer) operationStart(ctx context.Context, e strictpay.HookEvent) context.Context {
	ctx, span := o.tracer.Start(ctx, operationName(e), trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(started(ctx, e)...))
	return context.WithValue(ctx, operationKey{o}, span)
}

func (o *observer) attemptStart(ctx context.Context, e strictpay.HookEvent) context.Context {
	attributes := started(ctx, e)
	if e.Attempt > 1 {
		attributes = append(attributes, resendCount.Int(e.Attempt-1))
	}
	ctx, span := o.tracer.Start(ctx, attemptName(e), trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(attributes...))
	return context.WithValue(ctx, attemptKey{o}, span)
}

func (o *observer) attemptEnd(ctx context.Context, e strictpay.HookEvent) {
	if span, ok := ctx.Value(attemptKey{o}).(trace.Span); ok {
		end(span, e)
	}
	o.requests.Record(ctx, e.Duration.Seconds(), metric.WithAttributes(append(request(e), ended(e)...)...))
}

func (o *observer) retry(ctx context.Context, e strictpay.HookEvent) {
	if span, ok := ctx.Value(operationKey{o}).(trace.Span); ok {
		span.AddEvent("retry", trace.WithAttributes(append(ended(e), attempts.Int(e.Attempt),
			wait.Float64(e.Wait.Seconds()))...))
	}
	o.retries.Add(ctx, 1, metric.WithAttributes(append(operation(e), ended(e)...)...))
}

func (o *observer) operationEnd(ctx context.Context, e strictpay.HookEvent) {
	if span, ok := ctx.Value(operationKey{o}).(trace.Span); ok {
		span.SetAttributes(attempts.Int(e.Attempt))
		end(span, e)
	}
	o.operations.Record(ctx, e.Duration.Seconds(), metric.WithAttributes(append(operation(e), ended(e)...)...))
	switch e.Outcome {
	case strictpay.Unknown:
		o.unknown.Add(ctx, 1, metric.WithAttributes(append(operation(e), ended(e)...)...))
	case strictpay.Refused:
		list := append(operation(e), ended(e)...)
		if e.Code != "" {
			list = append(list, refusalCode.String(e.Code))
		}
		o.refusals.Add(ctx, 1, metric.WithAttributes(list...))
	}
}
