package rig

import (
	"hash/fnv"
	"math/rand/v2"
	"net/http"
)

// A life is what the proxy remembers of a user agent.
type life struct {
	rng     *rand.Rand
	storm   FaultPlan
	running int
	lost    string // path of the request whose repeat is refused
}

// Fence ends a life. No request of it has an effect any more when it returns.
func (l *FaultProxy) Fence(agent string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fenced[agent] = true
	for l.lives[agent] != nil && l.lives[agent].running > 0 {
		l.idle.Wait()
	}
	delete(l.lives, agent)
}

// enter lets a request of a life pass and draws its fault.
func (l *FaultProxy) enter(r *http.Request) (FaultPlan, bool) {
	agent := r.UserAgent()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fenced[agent] {
		return FaultPlan{}, false
	}
	x := l.lives[agent]
	if x == nil {
		h := fnv.New64a()
		_, _ = h.Write([]byte(agent))
		x = &life{rng: rand.New(rand.NewPCG(l.seed, h.Sum64()))}
		l.lives[agent] = x
	}
	x.running++
	if x.lost != "" && x.lost == r.URL.Path {
		x.lost = ""
		return FaultPlan{Fault: Already, refusal: l.refusal(r)}, true
	}
	m := l.choose(x, r)
	if m.Fault == Already {
		if l.refusal(r) == "" {
			return FaultPlan{Fault: CutBefore, Done: true}, true // a repeat of it cannot be refused
		}
		x.lost = r.URL.Path
	}
	return m, true
}

// choose is the fault of a request that is no repeat. The lock is held.
func (l *FaultProxy) choose(x *life, r *http.Request) FaultPlan {
	if l.always != nil {
		if m, ok := l.always(r); ok {
			return m
		}
	}
	if x.storm.Storm > 0 {
		x.storm.Storm--
		return x.storm
	}
	x.storm = draw(x.rng, l.share)
	return x.storm
}

func (l *FaultProxy) leave(agent string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if x := l.lives[agent]; x != nil {
		x.running--
	}
	l.idle.Broadcast()
}
