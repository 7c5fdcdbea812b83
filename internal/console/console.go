package console

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/traffic"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Path is where the page stands beside the fakes.
const Path = "/console/"

// A Console watches a sandbox.
type Console struct {
	sandbox *sandbox.Sandbox
	list    []apis.API
	checker *traffic.Checker
	seen    chan sight // what is to be looked at
	ctx     context.Context
	cancel  context.CancelFunc
	idle    sync.WaitGroup

	history history
	books   *books
	live    *live

	mu   sync.Mutex
	said string // what came of the last thing that was played
}

// A sight is an exchange or a callback that nobody has looked at yet.
type sight struct {
	api      string
	exchange *fake.Exchange
	delivery *fake.Delivery
}

// waitingSights is how many of them may wait. A sandbox never waits for its page: further ones are counted only.
const waitingSights = 256

// Serve puts the page of a sandbox beside its fakes, and gives its URL. Close ends it.
func Serve(s *sandbox.Sandbox) (*Console, string, error) {
	c := &Console{
		sandbox: s, list: apis.All(), seen: make(chan sight, waitingSights), books: newBooks(), live: newLive(),
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	if err := c.prepare(); err != nil {
		return nil, "", err
	}
	handler, err := c.handler()
	if err != nil {
		return nil, "", err
	}
	c.books.look(c.list, s)
	c.idle.Go(c.look)
	s.Handle(Path, handler)
	s.Handle("/", http.RedirectHandler(Path, http.StatusSeeOther))
	s.Watch(func(api string, x *fake.Exchange) { c.take(sight{api: api, exchange: x}) })
	for _, a := range c.list {
		a.Fake(s).WatchCallbacks(func(d fake.Delivery) { c.take(sight{api: a.Name, delivery: &d}) })
	}
	return c, s.URL + Path, nil
}

// Close ends what the console does in the background. The sandbox goes on without it.
func (c *Console) Close() {
	c.sandbox.Watch(nil)
	c.cancel()
	c.idle.Wait()
}

// prepare makes the checker of exchanges, which knows where the fakes are.
func (c *Console) prepare() (err error) {
	if c.checker, err = traffic.NewChecker(c.ctx, c.list...); err != nil {
		return err
	}
	for _, a := range c.list {
		if err := c.checker.At(a.Name, a.Fake(c.sandbox).URL); err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
	}
	return nil
}

// take notes a sight, and never waits.
func (c *Console) take(s sight) {
	select {
	case c.seen <- s:
	default:
		c.history.missed()
	}
}

// look looks at what was seen, one after the other.
func (c *Console) look() {
	for {
		select {
		case <-c.ctx.Done():
			return
		case s := <-c.seen:
			if e := c.inspect(s); e != nil {
				c.history.add(e)
				c.live.changed()
			}
		}
	}
}

// say notes what came of something that was played.
func (c *Console) say(text string) {
	c.mu.Lock()
	c.said = text
	c.mu.Unlock()
	c.live.changed()
}

func (c *Console) lastSaid() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.said
}

// api finds an API by its name; false where there is none.
func (c *Console) api(name string) (apis.API, bool) {
	for _, a := range c.list {
		if a.Name == name {
			return a, true
		}
	}
	return apis.API{}, false
}
