package fake

import (
	"net/http"
	"slices"
	"sync"
)

// Faults is what every fake lets a test do to the answers of its next calls.
type Faults struct{ queue *FaultQueue }

// FaultNext lets the next calls take their effect and spoils their answers with these faults, a call each: the outcome
// is unknown to the client and known to the fake. Calls with wrong credentials do not count.
func (f Faults) FaultNext(faults ...string) {
	for _, fault := range faults {
		if !slices.Contains(FaultNames(), fault) {
			panic("sandbox: there is no fault called " + fault)
		}
	}
	f.queue.mu.Lock()
	defer f.queue.mu.Unlock()
	f.queue.waiting = append(f.queue.waiting, faults...)
}

// FaultsWaiting are the faults that the next calls are answered with.
func (f Faults) FaultsWaiting() []string {
	f.queue.mu.Lock()
	defer f.queue.mu.Unlock()
	return slices.Clone(f.queue.waiting)
}

// ClearFaults lets the next calls be answered as they should be.
func (f Faults) ClearFaults() {
	f.queue.mu.Lock()
	defer f.queue.mu.Unlock()
	f.queue.waiting = nil
}

// A FaultQueue is the faults that FaultNext asked for.
type FaultQueue struct {
	mu      sync.Mutex
	waiting []string
}

// Faults is the part of a queue that tests meet.
func (q *FaultQueue) Faults() Faults { return Faults{q} }

// take removes the next fault; "" where there is none.
func (q *FaultQueue) take() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return ""
	}
	fault := q.waiting[0]
	q.waiting = q.waiting[1:]
	return fault
}

// Spoil answers with the faults that FaultNext asked for, after next has done its work. damaged and large make the
// API's bodies for a request that next has seen, so that its Pattern is set.
func (q *FaultQueue) Spoil(next http.Handler, mediaType string, damaged, large Body) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault := q.take()
		if fault == "" {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(discarded{http.Header{}}, r)
		Note(r, func(x *Exchange) { x.TookEffect, x.AnswerOpened = true, nil })
		AnswerFault(w, r, fault, mediaType, damaged, large)
	})
}

// discarded takes an answer that nobody is to see.
type discarded struct{ header http.Header }

func (d discarded) Header() http.Header         { return d.header }
func (d discarded) Write(b []byte) (int, error) { return len(b), nil }
func (d discarded) WriteHeader(int)             {}
