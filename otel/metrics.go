package otel

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"

	"github.com/strictpay/strictpay"
)

type instruments struct {
	operations, requests metric.Float64Histogram
	retries              metric.Int64Counter
	unknown, refusals    metric.Int64Counter
}

// bounds are those that the conventions advise for HTTP, and two more: a call of X-Payments may last two minutes.
var bounds = metric.WithExplicitBucketBoundaries(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5,
	10, 30, 120)

// newInstruments tells what goes wrong to OpenTelemetry's handler, as instrumentation does; an instrument that could
// not be made does nothing.
func newInstruments(meters metric.MeterProvider) *instruments {
	m := meter(meters)
	counter := func(name, unit, text string) metric.Int64Counter {
		return made(m.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(text)))
	}
	histogram := func(name, text string) metric.Float64Histogram {
		return made(m.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(text), bounds))
	}
	return &instruments{
		operations: histogram("strictpay.client.operation.duration", "Duration of calls with all their attempts."),
		requests:   histogram("http.client.request.duration", "Duration of HTTP client requests."),
		retries:    counter("strictpay.client.retries", "{attempt}", "Attempts after the first."),
		unknown: counter("strictpay.client.unknown_outcomes", "{call}",
			"Calls that may have moved money and do not tell."),
		refusals: counter("strictpay.client.refusals", "{call}", "Calls that the provider refused, by its code."),
	}
}

func meter(meters metric.MeterProvider) metric.Meter {
	if meters == nil {
		meters = otel.GetMeterProvider()
	}
	return meters.Meter(Name)
}

func made[T any](instrument T, err error) T {
	if err != nil {
		otel.Handle(err)
	}
	return instrument
}

// Drift counts deviations of answers that have more than their specification, for strictpay.WithDriftHandler. The
// provider that is nil is the global one. The pointer of a deviation is no attribute: members that the specification
// does not name are in it.
func Drift(meters metric.MeterProvider) func(ctx context.Context, info *strictpay.Info) {
	counter := made(meter(meters).Int64Counter("strictpay.client.drift", metric.WithUnit("{deviation}"),
		metric.WithDescription("Deviations of answers that have more than their specification.")))
	return func(ctx context.Context, info *strictpay.Info) {
		if info == nil {
			return
		}
		kinds := map[string]int64{}
		for _, d := range info.Deviations {
			if d.Severity == strictpay.Drift {
				kinds[string(d.Kind)]++
			}
		}
		if info.Dropped > 0 {
			kinds[driftDropped] += int64(info.Dropped)
		}
		for kind, n := range kinds {
			attributes := metric.WithAttributes(driftKind.String(kind))
			if info.Operation != "" {
				attributes = metric.WithAttributes(api.String(info.API), operationID.String(info.Operation),
					driftKind.String(kind))
			}
			counter.Add(ctx, n, attributes)
		}
	}
}
