package sandbox

import (
	"net/http"
	"strings"
	"sync"
)

// A dispatcher hands requests to handlers by the path that each stands under. Unlike http.ServeMux it leaves paths as
// they are: to redirect from "//api.php" is not what a provider does.
type dispatcher struct {
	mu        sync.RWMutex
	handlers  map[string]http.Handler
	otherwise http.Handler
}

func (d *dispatcher) handle(path string, handler http.Handler) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.handlers[path] = handler
}

func (d *dispatcher) find(path string) http.Handler {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if exact := d.handlers[path]; exact != nil {
		return exact
	}
	for prefix, handler := range d.handlers {
		if prefix != "/" && strings.HasPrefix(path, prefix) {
			return handler
		}
	}
	return d.otherwise
}

func (d *dispatcher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.find(r.URL.Path).ServeHTTP(w, r)
}
