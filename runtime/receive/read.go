package receive

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/jsonread"
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
	s := scanners.Get().(*scanner)
	devs := s.read(hook, value, body)
	typed, _ := any(value).(*T)
	event := strictpay.NewEvent(strictpay.Event[T]{
		API: hook.API.Name, Webhook: hook.Name, Value: typed, Deviations: devs.List,
		Key: s.key(hook, body, devs.Violated()),
	}, header, body)
	s.release()
	if !devs.Violated() {
		return event, nil
	}
	found := strictpay.Contradiction{
		API: hook.API.Name, Operation: hook.Name, Deviations: devs.List, Dropped: devs.Dropped,
	}
	return event, strictpay.NewContradiction(found, header, body, value)
}

// read reads the body of a callback. Where the whole document names it, the places of its members are noted; that is
// the reading of ReadDocument, which a generated JSON model does by ReadInto.
func (s *scanner) read(hook *spec.Webhook, value spec.Model, body []byte) strictpay.Deviations {
	model, readable := value.(jsonread.Readable)
	if readable && hook.MediaType == "application/json" && len(hook.Deduplicate) == 0 && len(body) <= largest {
		return jsonread.ReadPlaces(body, model, &s.places)
	}
	return value.ReadDocument(body, spec.Decoding{})
}
