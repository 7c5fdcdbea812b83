package strictpay

import (
	"context"
	"log/slog"
)

// SlogHooks log to a logger, nil for slog.Default() at the time: attempts at Debug, further attempts at Warn, calls at
// Info, and at Warn those that are neither done nor refused.
// A line has the fields of [HookEvent], which hold nothing of a call's values.
func SlogHooks(logger *slog.Logger) Hooks {
	log := func(ctx context.Context, level slog.Level, text string, e HookEvent) {
		to := logger
		if to == nil {
			to = slog.Default()
		}
		if to.Enabled(ctx, level) {
			to.LogAttrs(ctx, level, text, e.attrs()...)
		}
	}
	return Hooks{
		AttemptEnd: func(ctx context.Context, e HookEvent) { log(ctx, slog.LevelDebug, "attempt", e) },
		Retry:      func(ctx context.Context, e HookEvent) { log(ctx, slog.LevelWarn, "further attempt", e) },
		OperationEnd: func(ctx context.Context, e HookEvent) {
			if e.failed() {
				log(ctx, slog.LevelWarn, "call failed", e)
				return
			}
			log(ctx, slog.LevelInfo, "call", e)
		},
	}
}

// failed: the call is neither done nor refused, or, where no outcome is known, there is no answer or a 5xx.
func (e HookEvent) failed() bool {
	switch e.Outcome {
	case "":
		return e.Class != "" || e.Status >= 500
	case Done, Refused:
		return false
	}
	return true
}

// attrs are the fields that say something, under names that stay.
func (e HookEvent) attrs() []slog.Attr {
	attrs := make([]slog.Attr, 0, 14)
	for _, field := range [...]struct{ key, value string }{
		{"api", e.API}, {"operation", e.Operation}, {"method", e.Method}, {"host", e.Host}, {"path", e.Path},
		{"class", string(e.Class)},
		{"outcome", string(e.Outcome)}, {"code", e.Code},
	} {
		if field.value != "" {
			attrs = append(attrs, slog.String(field.key, field.value))
		}
	}
	if e.Attempt != 0 {
		attrs = append(attrs, slog.Int("attempt", e.Attempt))
	}
	if e.Status != 0 {
		attrs = append(attrs, slog.Int("status", e.Status))
	}
	if e.NotSent {
		attrs = append(attrs, slog.Bool("not_sent", true))
	}
	if e.Duration != 0 {
		attrs = append(attrs, slog.Duration("duration", e.Duration))
	}
	if e.Deviations != 0 {
		attrs = append(attrs, slog.Int("deviations", e.Deviations))
	}
	if e.Wait != 0 {
		attrs = append(attrs, slog.Duration("wait", e.Wait))
	}
	return attrs
}

// LogValue is for hooks that log an event whole.
func (e HookEvent) LogValue() slog.Value { return slog.GroupValue(e.attrs()...) }
