package fake

import "net/http"

// A Delivery is one callback that a fake sent, or tried to.
type Delivery struct {
	URL    string
	Header http.Header
	Body   []byte
	Status int   // of the merchant's answer; 0 where there was none
	Err    error // why there was none
}

// Callbacks is what every fake lets a test do with its callbacks. They go to loopback only.
type Callbacks struct{ sender *Sender }

// Repeat sends every callback n further times.
func (c Callbacks) Repeat(n int) {
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	c.sender.repeat = n
}

// Hold keeps callbacks back until Release.
func (c Callbacks) Hold() {
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	c.sender.held = true
}

// Release sends what was held back; reversed sends the newest first.
func (c Callbacks) Release(reversed bool) { c.sender.release(reversed) }

// Deliveries are the callbacks sent so far; it waits for those under way.
func (c Callbacks) Deliveries() []Delivery {
	c.sender.wait()
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	return append([]Delivery(nil), c.sender.sent...)
}
