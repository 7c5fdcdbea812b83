package otel

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/settle"
)

// Name is that of the tracer and the meter.
const Name = "github.com/strictpay/strictpay/settle/otel"

// Attributes.
const (
	api       = attribute.Key("strictpay.api")
	operation = attribute.Key("strictpay.operation")
	errorType = attribute.Key("error.type")

	work     = attribute.Key("strictpay.settle.work")
	intent   = attribute.Key("strictpay.settle.intent")
	from     = attribute.Key("strictpay.settle.from")
	to       = attribute.Key("strictpay.settle.to")
	evidence = attribute.Key("strictpay.settle.evidence")
	state    = attribute.Key("strictpay.settle.state")
	age      = attribute.Key("strictpay.settle.age_group")
	currency = attribute.Key("strictpay.settle.currency")
	what     = attribute.Key("strictpay.settle.what")
)

// Observer makes spans and metrics, for settle.Config. Providers that are nil are the global ones.
func Observer(tracers trace.TracerProvider, meters metric.MeterProvider) settle.Observer {
	if tracers == nil {
		tracers = otel.GetTracerProvider()
	}
	if meters == nil {
		meters = otel.GetMeterProvider()
	}
	o := &observer{
		tracer: tracers.Tracer(Name), instruments: newInstruments(meters.Meter(Name)),
		open: map[attribute.Set]bool{},
	}
	return settle.Observer{Start: o.start, Changed: o.changed, Listed: o.listed}
}

type observer struct {
	tracer trace.Tracer
	*instruments

	mu   sync.Mutex
	open map[attribute.Set]bool // that were reported last
}

// call says which call something is about; nothing for a sweep.
func call(apiName, operationID string) []attribute.KeyValue {
	if operationID == "" {
		return nil
	}
	return []attribute.KeyValue{api.String(apiName), operation.String(operationID)}
}

func (o *observer) start(ctx context.Context, w settle.Work) (context.Context, func(err error)) {
	began := time.Now()
	about := append(call(w.API, w.Operation), work.String(w.Kind))
	ctx, span := o.tracer.Start(ctx, "strictpay.settle."+w.Kind, trace.WithAttributes(about...))
	if w.Intent != 0 {
		span.SetAttributes(intent.Int64(w.Intent))
	}
	return ctx, func(err error) {
		if failed := failure(err); failed != "" {
			about = append(about, errorType.String(failed))
			span.SetAttributes(errorType.String(failed))
			span.SetStatus(codes.Error, failed)
		}
		span.End()
		o.duration.Record(ctx, time.Since(began).Seconds(), metric.WithAttributes(about...))
	}
}

// failure is the class of an error, "" for none. That a call was refused is an answer like another.
func failure(err error) string {
	if err == nil {
		return ""
	}
	switch outcome := strictpay.OutcomeOf(err); outcome {
	case strictpay.Done, strictpay.Refused:
		return ""
	case strictpay.Unknown, strictpay.Unsent:
		return outcome.String()
	}
	return "other"
}

func (o *observer) changed(ctx context.Context, c settle.Change) {
	about := call(c.API, c.Operation)
	o.changes.Add(ctx, 1, metric.WithAttributes(append(about,
		from.String(string(c.From)), to.String(string(c.To)), evidence.String(c.Evidence))...))
	if c.To.Final() {
		o.age.Record(ctx, c.Age.Seconds(), metric.WithAttributes(append(about, to.String(string(c.To)))...))
	}
}

// listed tells what is open. What was open before and is not any more is reported as none.
func (o *observer) listed(ctx context.Context, r *settle.Report) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before := o.open
	o.open = map[attribute.Set]bool{}
	for i := range r.Groups {
		g := &r.Groups[i]
		set := attribute.NewSet(append(call(g.API, g.Operation),
			state.String(string(g.State)), age.String(g.Age), currency.String(g.Currency))...)
		o.open[set] = true
		delete(before, set)
		o.opened.Record(ctx, g.Count, metric.WithAttributeSet(set))
	}
	for set := range before {
		o.opened.Record(ctx, 0, metric.WithAttributeSet(set))
	}
	for name, count := range map[string]int64{
		"undelivered": r.Undelivered.Count, "unhandled events": r.UnhandledEvents.Count,
		"unmatched events": r.UnmatchedEvents.Count, "to be looked at": int64(len(r.Listed)),
	} {
		o.waiting.Record(ctx, count, metric.WithAttributes(what.String(name)))
	}
}
