package rozetkapayfake

import (
	"net/http"
	"strings"
)

// damagedSubscription is the damaged answer to a call about plans or subscriptions.
func damagedSubscription(r *http.Request) []byte {
	path := strings.TrimPrefix(r.URL.Path, subscriptionsPath)
	switch {
	case strings.HasSuffix(path, "/payments"):
		return []byte(`[{"id":7,"id":"again","details":"paid"}]`)
	case r.Method == http.MethodGet && strings.Contains(path, "/"), r.Method == http.MethodPost && path == "plans":
		return []byte(`{"id":7,"id":"again","description":{}}`)
	case r.Method == http.MethodGet:
		return []byte(`[{"id":7,"id":"again","description":{}}]`)
	case r.Method == http.MethodPost:
		return []byte(`{"subscription":7,"subscription":{},"payment":"paid"}`)
	}
	return []byte(`{"message":7,"message":"again","user_action":"yes"}`)
}
