package fake

import (
	"maps"
	"net/http"
	"time"
)

// A Delivery is one callback that a fake sent, or tried to.
type Delivery struct {
	Webhook string // as the specification calls it
	URL     string
	Header  http.Header
	Body    []byte
	Opened  []byte // what a sealed body has in it; nil for others
	Status  int    // of the merchant's answer; 0 where there was none
	Answer  []byte // its first 4 KiB
	Err     error  // why there was none
	Began   time.Time
	Took    time.Duration
}

// A CallbackState says what becomes of the next callbacks.
type CallbackState struct {
	Held    bool
	Repeat  int // how often each is sent again
	Waiting int // held back, or behind the one under way
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

// SendOtherwise says where callbacks go that no request gave an address, by the names of the webhooks.
func (c Callbacks) SendOtherwise(urls map[string]string) {
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	c.sender.otherwise = maps.Clone(urls)
}

// SendAgain sends a callback once more, as it was, behind those that wait.
func (c Callbacks) SendAgain(d Delivery) {
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	c.sender.waiting = append(c.sender.waiting, d)
	c.sender.start()
}

// CallbackState says what becomes of the next callbacks.
func (c Callbacks) CallbackState() CallbackState {
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	return CallbackState{c.sender.held, c.sender.repeat, len(c.sender.waiting)}
}

// WatchCallbacks lets a function see every callback once its end is known.
func (c Callbacks) WatchCallbacks(see func(Delivery)) {
	c.sender.mu.Lock()
	defer c.sender.mu.Unlock()
	c.sender.see = see
}
