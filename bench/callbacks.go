package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// callbackGroups compare a handler with its parts: reading the body as most handlers do, by io.ReadAll, verifying it,
// hashing it and decoding it. The handler itself reserves as much as the sender announces; a further row without a goal
// compares it with parts that do so, too. The rest of its time goes into the event's key, which needs the document in a
// form of its own, and into bounding the time of reading.
func callbackGroups() ([]*group, func()) {
	return []*group{
		callbackGroup[vertexapi.OrderResponse](
			"callback Vertex", hookOf(vertexapi.API, "orderCallback"), "vertex/examples/orderCallback.webhook.json"),
		callbackGroup[rozetkapayapi.PayPartsOperationResult](
			"callback RozetkaPay", hookOf(rozetkapayapi.API, "ppayProcessing"),
			"rozetkapay/examples/ppayProcessing.webhook.json"),
		callbackGroup[koshelekapi.TransactionState](
			"callback Koshelek", hookOf(koshelekapi.API, "postback"), "koshelek/examples/postback.webhook.json"),
	}, nil
}

func hookOf(api *spec.API, name string) *spec.Webhook {
	for i := range api.Webhooks {
		if api.Webhooks[i].Name == name {
			return &api.Webhooks[i]
		}
	}
	panic("no webhook " + name)
}

func callbackGroup[T any](name string, hook *spec.Webhook, file string) *group {
	const secret = "login:password"
	data := example(file)
	header := http.Header{}
	receive.SignHeader(hook, header, secret, data)
	handler, err := receive.Handler(hook, secret,
		func(context.Context, *strictpay.Event[T]) error { return nil },
		func(_ context.Context, _ *strictpay.Event[T], err error) error { fail(err); return nil }, nil)
	ok(err)
	verify := receive.Verifier(hook, secret, nil)
	body := bytes.NewReader(data)
	request := httptest.NewRequest(http.MethodPost, "/", nil)
	request.Header, request.ContentLength = header, int64(len(data))
	answer := silent{http.Header{}}
	return &group{name: name, rivals: []rival{
		{name: byOurs, run: func() {
			body.Reset(data)
			request.Body = io.NopCloser(body)
			handler.ServeHTTP(answer, request)
		}},
		{name: byParts, run: func() {
			body.Reset(data)
			all, err := io.ReadAll(http.MaxBytesReader(answer, io.NopCloser(body), 1<<16))
			ok(err, verify(header, all))
			hash = sha256.Sum256(all)
			ok(strict(all, hook.New()))
		}},
		{name: bySizedParts, run: func() {
			body.Reset(data)
			all := make([]byte, len(data)+1)
			n, err := io.ReadFull(http.MaxBytesReader(answer, io.NopCloser(body), 1<<16), all)
			if all = all[:n]; err != io.ErrUnexpectedEOF {
				fail(err)
			}
			ok(verify(header, all))
			hash = sha256.Sum256(all)
			ok(strict(all, hook.New()))
		}},
	}, claims: []claim{
		{against: "reading, verifying, hashing, decoding", of: []string{byParts}, goal: 1.3},
		{against: "the same, and the size is known", of: []string{bySizedParts}},
	}}
}

var hash [32]byte

// A silent answer goes nowhere.
type silent struct{ header http.Header }

func (s silent) Header() http.Header         { return s.header }
func (s silent) Write(b []byte) (int, error) { return len(b), nil }
func (s silent) WriteHeader(int)             {}

// SetReadDeadline is there as it is with net/http's server.
func (s silent) SetReadDeadline(time.Time) error { return nil }
