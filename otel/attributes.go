package otel

import (
	"context"
	"net"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Attributes. Those without strictpay in front are of the semantic conventions, 1.43.
const (
	method        = attribute.Key("http.request.method")
	resendCount   = attribute.Key("http.request.resend_count")
	statusCode    = attribute.Key("http.response.status_code")
	serverAddress = attribute.Key("server.address")
	serverPort    = attribute.Key("server.port")
	urlTemplate   = attribute.Key("url.template")
	errorType     = attribute.Key("error.type")

	api          = attribute.Key("strictpay.api")
	operationID  = attribute.Key("strictpay.operation")
	movesMoney   = attribute.Key("strictpay.moves_money")
	attempts     = attribute.Key("strictpay.attempts")
	notSent      = attribute.Key("strictpay.not_sent")
	outcomeName  = attribute.Key("strictpay.outcome")
	refusalCode  = attribute.Key("strictpay.refusal.code")
	wait         = attribute.Key("strictpay.wait") // seconds
	driftKind    = attribute.Key("strictpay.drift.kind")
	driftDropped = "not-kept" // a kind of drift: more than was kept
)

// operationName is that of a call's span.
func operationName(e strictpay.HookEvent) string {
	if e.Operation == "" {
		return "strictpay.request"
	}
	return "strictpay." + e.API + "." + e.Operation
}

// attemptName is what the conventions want: the method, and the template where there is one.
func attemptName(e strictpay.HookEvent) string {
	if e.Path == "" {
		return e.Method
	}
	return e.Method + " " + e.Path
}

// operation says which call it is.
func operation(e strictpay.HookEvent) []attribute.KeyValue {
	if e.Operation == "" {
		return nil
	}
	return []attribute.KeyValue{api.String(e.API), operationID.String(e.Operation)}
}

// request says what is sent where.
func request(e strictpay.HookEvent) []attribute.KeyValue {
	list := append(operation(e), method.String(e.Method))
	if e.Path != "" {
		list = append(list, urlTemplate.String(e.Path))
	}
	if host, text, err := net.SplitHostPort(e.Host); err == nil {
		list = append(list, serverAddress.String(host))
		if port, err := strconv.Atoi(text); err == nil {
			list = append(list, serverPort.Int(port))
		}
	} else if e.Host != "" {
		list = append(list, serverAddress.String(e.Host))
	}
	return list
}

// started is what a span knows at its start.
func started(ctx context.Context, e strictpay.HookEvent) []attribute.KeyValue {
	list := request(e)
	if op := spec.OperationOf(ctx); op != nil {
		list = append(list, movesMoney.Bool(op.MovesMoney))
	}
	return list
}

// ended says how an attempt, or a request that no typed call made, ended. A status from 400 on is an error of an HTTP
// client, whatever the API means by it.
func ended(e strictpay.HookEvent) []attribute.KeyValue {
	var list []attribute.KeyValue
	if e.Status != 0 {
		list = append(list, statusCode.Int(e.Status))
	}
	if what := failure(e); what != "" {
		list = append(list, errorType.String(what))
	}
	if e.Outcome != "" {
		list = append(list, outcomeName.String(e.Outcome.String()))
	}
	return list
}

// failure is the class of what went wrong. Of a call it is one only if it is neither done nor refused: a refusal is an
// answer like another.
func failure(e strictpay.HookEvent) string {
	switch {
	case e.Outcome == strictpay.Done, e.Outcome == strictpay.Refused:
		return ""
	case e.Class != "":
		return string(e.Class)
	case e.Status >= 400:
		return strconv.Itoa(e.Status)
	case e.Outcome != "":
		return e.Outcome.String()
	}
	return ""
}

// end ends a span.
func end(span trace.Span, e strictpay.HookEvent) {
	span.SetAttributes(ended(e)...)
	if e.NotSent {
		span.SetAttributes(notSent.Bool(true))
	}
	if e.Code != "" {
		span.SetAttributes(refusalCode.String(e.Code))
	}
	if failure(e) != "" {
		text := string(e.Class) // the conventions want no text for a status
		if e.Outcome != "" {
			text = "outcome " + e.Outcome.String()
		}
		span.SetStatus(codes.Error, text)
	}
	span.End()
}
