package otel

import (
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
)

type instruments struct {
	duration, age   metric.Float64Histogram
	changes         metric.Int64Counter
	opened, waiting metric.Int64Gauge
}

// Bounds of the histograms, in seconds: of a piece of work, and from a call to its end, which may take a week.
var (
	workBounds = metric.WithExplicitBucketBoundaries(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
		10, 30, 120)
	ageBounds = metric.WithExplicitBucketBoundaries(0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 6*3600, 24*3600, 7*24*3600)
)

// newInstruments tells what goes wrong to OpenTelemetry's handler, as instrumentation does; an instrument that could
// not be made does nothing.
func newInstruments(m metric.Meter) *instruments {
	return &instruments{
		duration: made(m.Float64Histogram("strictpay.settle.duration", metric.WithUnit("s"), workBounds,
			metric.WithDescription("Duration of pieces of work."))),
		age: made(m.Float64Histogram("strictpay.settle.age", metric.WithUnit("s"), ageBounds,
			metric.WithDescription("Time from a call to its final state."))),
		changes: made(m.Int64Counter("strictpay.settle.changes", metric.WithUnit("{change}"),
			metric.WithDescription("Changes of the states of intents."))),
		opened: made(m.Int64Gauge("strictpay.settle.open", metric.WithUnit("{intent}"),
			metric.WithDescription("Intents under way, absent or abandoned."))),
		waiting: made(m.Int64Gauge("strictpay.settle.waiting", metric.WithUnit("{item}"),
			metric.WithDescription("What waits for the program or for a person."))),
	}
}

func made[T any](instrument T, err error) T {
	if err != nil {
		otel.Handle(err)
	}
	return instrument
}
