package invoke

import (
	"strings"
	"sync"

	"github.com/strictpay/strictpay"
)

// maxLogged bounds what a driftLog remembers; names of unknown members come from outside.
const maxLogged = 1000

// A driftLog remembers what drift was logged: once per operation, kind and pointer, indexes as *.
type driftLog struct {
	mu   sync.Mutex
	seen map[driftPlace]struct{}
}

type driftPlace struct {
	operation string
	kind      strictpay.Kind
	pointer   string
}

func (l *driftLog) first(operation string, d strictpay.Deviation) bool {
	p := driftPlace{operation, d.Kind, starred(d.Pointer)}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.seen[p]; ok || len(l.seen) >= maxLogged {
		return false
	}
	if l.seen == nil {
		l.seen = make(map[driftPlace]struct{})
	}
	l.seen[p] = struct{}{}
	return true
}

// starred writes * for the indexes of a pointer.
func starred(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i, p := range parts {
		if p != "" && strings.Trim(p, "0123456789") == "" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}
