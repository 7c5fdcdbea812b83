package strictpay

import "net/http"

// received is what came from the provider. Infos, events and errors have it behind a pointer, because fmt gives %p and
// a misused %w to no method and prints every field that it can reach without following a pointer.
type received struct {
	header http.Header
	body   []byte
	value  any
	text   string
}

// all is what was received, or nothing.
func (r *received) all() received {
	if r == nil {
		return received{}
	}
	return *r
}
