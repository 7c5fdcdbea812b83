package receive

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Receive verifies one callback and then reads it. The error is ErrSignature, with no event, or a
// *strictpay.Contradiction beside the event as far as it could be read.
func Receive[T any](
	hook *spec.Webhook, verify Verify, header http.Header, body []byte,
) (*strictpay.Event[T], error) {
	if err := verified(verify, header, body); err != nil {
		return nil, err
	}
	value := hook.New()
	devs := value.ReadDocument(body, spec.Decoding{})
	typed, _ := any(value).(*T)
	event := strictpay.NewEvent(strictpay.Event[T]{
		API: hook.API.Name, Webhook: hook.Name, Value: typed, Deviations: devs.List,
		Key: Key(hook, body, devs.Violated()),
	}, header, body)
	if !devs.Violated() {
		return event, nil
	}
	found := strictpay.Contradiction{
		API: hook.API.Name, Operation: hook.Name, Deviations: devs.List, Dropped: devs.Dropped,
	}
	return event, strictpay.NewContradiction(found, header, body, value)
}
