package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"go.opentelemetry.io/otel/exporters/stdout/stdoutmetric"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/trace"

	"github.com/strictpay/strictpay"
	strictotel "github.com/strictpay/strictpay/otel"
)

// An Observation is where logs, traces and metrics go.
type Observation struct {
	Log    *slog.Logger
	Option strictpay.Option // for every client
	Close  func(ctx context.Context) error
}

// observe writes all of them to one place as JSON. With another exporter, such as OTLP, nothing else changes.
func observe(to io.Writer) (*Observation, error) {
	spans, err := stdouttrace.New(stdouttrace.WithWriter(to))
	if err != nil {
		return nil, err
	}
	numbers, err := stdoutmetric.New(stdoutmetric.WithWriter(to))
	if err != nil {
		return nil, err
	}
	tracers := trace.NewTracerProvider(trace.WithBatcher(spans))
	meters := metric.NewMeterProvider(metric.WithReader(metric.NewPeriodicReader(numbers)))
	return &Observation{
		Log: slog.New(slog.NewJSONHandler(to, nil)), Option: strictotel.With(tracers, meters),
		Close: func(ctx context.Context) error {
			return errors.Join(tracers.Shutdown(ctx), meters.Shutdown(ctx)) // what is still held goes out
		},
	}, nil
}
