package rig

import (
	"math/rand/v2"
)

// A Fault is what a request meets on its way.
type Fault string

// The faults. Those of the first group leave the request's effect to chance, see FaultPlan.Done: it was processed and
// its answer lost, or it was never processed.
const (
	None        Fault = ""
	CutBefore   Fault = "cut before the answer"
	CutHead     Fault = "cut in the headers"
	CutBody     Fault = "cut in the body"
	SlowHead    Fault = "slow headers"
	SlowBody    Fault = "slow body"
	TooLong     Fault = "length above the body"
	TooShort    Fault = "length below the body"
	NotHTTP     Fault = "not HTTP"
	HTML        Fault = "HTML in place of the answer"
	Damaged     Fault = "damaged body"
	GzipBomb    Fault = "gzip bomb"
	Endless     Fault = "body without end"
	ServerError Fault = "5xx"
	ProxyPage   Fault = "404 page of a proxy"
	Switching   Fault = "101" // and the connection stays open
	OtherOrder  Fault = "answer about another order"

	CutAfter Fault = "cut after the answer" // which came whole, and counts
	Doubled  Fault = "answer sent twice"    // the first counts

	DoubledOpen Fault = "answer sent twice, kept open" // as Doubled, and the connection stays open
	Already     Fault = "repeat refused as done"       // the answer is lost, and Kind.Already answers the repeat

	Redirect    Fault = "redirect to another host" // never processed
	RateLimited Fault = "429"                      // never processed

	Group   Fault = "cancelled group"    // chosen by the flow: another call fails, and its error cancels this one
	Refused Fault = "connection refused" // chosen by the flow: its client's address is one where nobody listens
	Restart Fault = "restart"            // of the proxy: all connections cut, and refused for a while
)

// Faults are those that the proxy chooses by itself.
func Faults() []Fault {
	return []Fault{
		CutBefore, CutHead, CutBody, SlowHead, SlowBody, TooLong, TooShort, NotHTTP, HTML, Damaged, GzipBomb, Endless,
		ServerError, ProxyPage, Switching, OtherOrder, CutAfter, Doubled, DoubledOpen, Already, Redirect, RateLimited,
	}
}

// Slow reports faults that last until the client gives up.
func (f Fault) Slow() bool { return f == SlowHead || f == SlowBody }

// Spoils reports that no answer reaches the client that it could take for one.
func (f Fault) Spoils() bool { return f != None && f != CutAfter && f != Doubled && f != DoubledOpen }

// optional: the request may have been processed, or not.
func (f Fault) optional() bool {
	switch f {
	case None, CutAfter, Doubled, DoubledOpen, Already, Redirect, RateLimited, Refused, Restart, Group:
		return false
	}
	return true
}

// needsAnswer: the fault spoils or loses an answer, so there is one.
func (f Fault) needsAnswer() bool {
	switch f {
	case None, CutAfter, Doubled, DoubledOpen, Already, OtherOrder, CutBody, SlowBody, TooLong, TooShort, Damaged:
		return true
	}
	return false
}

// weights make costly faults rare, and one that fits few requests frequent. What is not listed counts 10.
var weights = map[Fault]int{SlowHead: 3, SlowBody: 3, GzipBomb: 3, Endless: 3, Already: 20}

func weight(f Fault) int {
	if w, ok := weights[f]; ok {
		return w
	}
	return 10
}

// A FaultPlan is the fault chosen for one request.
type FaultPlan struct {
	Fault Fault
	Done  bool // the request was processed all the same
	Storm int  // how many further requests of the flow meet the same

	refusal string // of Already: the answer of the repeat; "" for the attempt whose answer is lost
}

// draw chooses a fault with the given probability.
func draw(rng *rand.Rand, share float64) FaultPlan {
	if rng.Float64() >= share {
		return FaultPlan{Done: true}
	}
	total := 0
	for _, f := range Faults() {
		total += weight(f)
	}
	n := rng.IntN(total)
	for _, f := range Faults() {
		if n -= weight(f); n < 0 {
			return meets(rng, f)
		}
	}
	return FaultPlan{Done: true}
}

func meets(rng *rand.Rand, f Fault) FaultPlan {
	m := FaultPlan{Fault: f, Done: f.needsAnswer()}
	if f.optional() && !f.needsAnswer() {
		m.Done = rng.IntN(2) == 0
	}
	if f == ServerError || f == RateLimited {
		m.Storm = rng.IntN(4)
	}
	return m
}
