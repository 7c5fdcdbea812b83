package console

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// errNoSuch is for a form that no page of this sandbox has.
var errNoSuch = errors.New("there is no such thing to do")

// play does what a form of the page asks for, and gives the HTTP status of the page that follows.
func (c *Console) play(r *http.Request) int {
	if err := r.ParseForm(); err != nil {
		c.say("The form could not be read.")
		return http.StatusBadRequest
	}
	did, err := c.do(r)
	switch {
	case err == nil:
		c.say(did + ": done.")
		return http.StatusOK
	case errors.Is(err, errNoSuch):
		c.say("Not done: " + err.Error() + ".")
		return http.StatusBadRequest
	}
	c.say(did + ": not done, " + strings.TrimPrefix(err.Error(), "sandbox: ") + ".")
	return http.StatusConflict
}

// do gives what was done in words, also where it failed.
func (c *Console) do(r *http.Request) (string, error) {
	if r.PostForm.Get("do") == "clear" {
		c.history.clear()
		return "Clear the list", nil
	}
	a, known := c.api(r.PostForm.Get("api"))
	if !known {
		return "", errNoSuch
	}
	x := a.Fake(c.sandbox)
	text, err := "", errNoSuch
	switch r.PostForm.Get("do") {
	case "play":
		text, err = playScenario(x, r)
	case "fault":
		text, err = setFault(x, r.PostForm.Get("fault"))
	case "no-fault":
		x.ClearFaults()
		text, err = "Answer the next calls as they should be", nil
	case "hold":
		x.Hold()
		text, err = "Hold callbacks", nil
	case "release", "release-reversed":
		reversed := r.PostForm.Get("do") == "release-reversed"
		x.Release(reversed)
		if text, err = "Send what was held", nil; reversed {
			text += ", the newest first"
		}
	case "repeat":
		text, err = repeat(x, r.PostForm.Get("times"))
	case "switch":
		text, err = turn(x, r.PostForm.Get("switch"), r.PostForm.Get("on") == "true")
	case "again":
		text, err = c.sendAgain(x, a, r.PostForm.Get("event"))
	}
	return a.Title + ": " + text, err
}

// playScenario plays on the record of the form. A scenario that takes something has it in a member of its own name.
func playScenario(x fake.Server, r *http.Request) (string, error) {
	name, id := r.PostForm.Get("play"), r.PostForm.Get("id")
	for _, s := range x.Scenarios() {
		if s.Name != name {
			continue
		}
		argument := r.PostForm.Get("argument")
		if s.Takes == fake.TakesCode && !slices.Contains(s.Codes, argument) {
			return "", errNoSuch
		}
		return s.Label + " " + id, s.Play(id, argument)
	}
	return "", errNoSuch
}

func setFault(x fake.Server, fault string) (string, error) {
	if !slices.Contains(fake.FaultNames(), fault) {
		return "", errNoSuch
	}
	x.FaultNext(fault)
	return "Answer the next call with " + fault, nil
}

// mostRepeats is how often a callback can be sent again by itself.
const mostRepeats = 10

func repeat(x fake.Server, times string) (string, error) {
	n, err := strconv.Atoi(times)
	if err != nil || n < 0 || n > mostRepeats {
		return "", errNoSuch
	}
	x.Repeat(n)
	if n == 0 {
		return "Send each callback once", nil
	}
	return fmt.Sprintf("Send each callback %d times", n+1), nil
}

func turn(x fake.Server, name string, on bool) (string, error) {
	for _, s := range x.Switches() {
		if s.Name != name {
			continue
		}
		s.Set(on)
		if on {
			return s.Label, nil
		}
		return "No longer: " + s.Label, nil
	}
	return "", errNoSuch
}

func (c *Console) sendAgain(x fake.Server, a apis.API, number string) (string, error) {
	n, _ := strconv.Atoi(number)
	e := c.history.find(n)
	if e == nil || !e.Callback || e.API != a.Name {
		return "", errNoSuch
	}
	x.SendAgain(e.delivery)
	return "Send " + e.Name + " again", nil
}
