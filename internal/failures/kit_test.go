package failures

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox"
)

// A call is an operation with arguments that the fresh sandbox answers.
type call struct {
	apis.API
	op  *spec.Operation
	set map[string]string
}

func (c call) String() string { return c.Name + "." + c.op.ID }

// calls are all operations of all APIs, each with its first example.
var calls = sync.OnceValue(func() []call {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer s.Close()
	var list []call
	for _, a := range apis.All() {
		for i := range a.Operations {
			c := call{API: a, op: &a.Operations[i]}
			for _, x := range a.Fake(s).Examples() {
				if x.Operation == c.op.ID && c.set == nil {
					c.set = x.Set
				}
			}
			if c.set == nil {
				panic(c.String() + " has no example")
			}
			list = append(list, c)
		}
	}
	return list
})

// arguments are a invoke.Input by the names on the wire.
type arguments struct {
	op  *spec.Operation
	set map[string]string
}

func (in arguments) Argument(name string, dst any) (err error) {
	value, ok := in.set[name]
	if !ok {
		return nil
	}
	switch p := dst.(type) {
	case *string:
		*p = value
	case **string:
		*p = &value
	case *strictpay.Secret:
		*p = strictpay.NewSecret(value)
	case *int64:
		*p, err = strconv.ParseInt(value, 10, 64)
	case **int64:
		n, failed := strconv.ParseInt(value, 10, 64)
		*p, err = &n, failed
	case **bool:
		b := value == "true"
		*p = &b
	default:
		err = fmt.Errorf("a parameter of type %T", dst)
	}
	return err
}

// Body writes each member as a text, or as it stands where the model wants it so.
func (in arguments) Body(dst jsonread.Readable) error {
	object := map[string]json.RawMessage{}
	for name, value := range in.set {
		for _, text := range []string{string(leaf.AppendString(nil, value)), value} {
			devs := jsonread.ReadInto([]byte(`{"`+name+`":`+text+`}`), in.op.NewRequest().(jsonread.Readable))
			if fits(devs, "/"+name) {
				object[name] = json.RawMessage(text)
				break
			}
		}
	}
	text, err := json.Marshal(object)
	if err != nil {
		return err
	}
	_ = jsonread.ReadInto(text, dst) // what is missing, the call's own check says
	return nil
}

// fits: the member is the model's and of its type.
func fits(devs strictpay.Deviations, pointer string) bool {
	for _, d := range devs.List {
		if d.Pointer == pointer && (d.Kind == strictpay.KindType || d.Kind == strictpay.KindUnknownMember) {
			return false
		}
	}
	return true
}

// A scene is a fresh sandbox behind a proxy with faults, and a client that calls through it.
type scene struct {
	sandbox *sandbox.Sandbox
	proxy   *rig.FaultProxy
	tally   *rig.Tally // looks for the sandbox's credentials and what is planted
	client  apis.Client
}

// set makes a scene for a call. It ends with close, and fails the test if anything secret was printed.
func set(t testing.TB, c call, opts ...strictpay.Option) *scene {
	t.Helper()
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		t.Error(err)
		return nil
	}
	x := &scene{sandbox: s, tally: rig.NewTally()}
	x.tally.Plant(append(c.Fake(s).Secrets, planted...)...)
	x.tally.Plant(rig.Marker)
	if x.proxy, err = rig.NewFaultProxy(s.URL, 1, 0, x.tally); err != nil {
		t.Error(err)
		s.Close()
		return nil
	}
	x.proxy.RefuseRepeats(c.Soak.Already)
	settings := apis.OnSandbox(c.API, s, func(sandboxURL string) string {
		return x.proxy.URL() + strings.TrimPrefix(sandboxURL, s.URL)
	})
	x.client, err = c.Connect(settings, append([]strictpay.Option{x.tally.Hooks()}, opts...)...)
	if err != nil {
		t.Error(err)
	}
	return x
}

func (x *scene) close(t testing.TB, what string) {
	x.proxy.Close()
	x.sandbox.Close()
	if x.proxy.Trap.Caught() > 0 {
		t.Errorf("%s: a redirect to another host was followed", what)
	}
	for _, problem := range x.tally.Problems() {
		t.Errorf("%s: %s", what, problem)
	}
}

// call makes the call and looks through its error.
func (x *scene) call(ctx context.Context, c call) error {
	_, err := x.client.Invoke(ctx, c.op.ID, arguments{c.op, c.set})
	x.tally.LookAt(err)
	return err
}

// checkUnknown wants what an operation's error has to say of the outcome once its request may have arrived.
func checkUnknown(t testing.TB, what string, c call, err error) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", what)
		return
	}
	var unknown *strictpay.OutcomeUnknown
	if found := errors.As(err, &unknown); found != c.op.MovesMoney ||
		errors.Is(err, strictpay.ErrOutcomeUnknown) != c.op.MovesMoney {
		t.Errorf("%s: outcome unknown: want %v, got %v", what, c.op.MovesMoney, err)
		return
	}
	if errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("%s: it was sent, got %v", what, err)
	}
	if !c.op.MovesMoney {
		return
	}
	asks := c.op.AskTells != spec.TellsNever // a reference that leads nowhere would only mislead
	if unknown.StatusQuery.Operation != c.op.AskWith || asks != (c.op.AskWith != "") ||
		asks != (len(unknown.StatusQuery.Arguments) > 0) {
		t.Errorf("%s: the reference is %v, want one for %q", what, unknown.StatusQuery, c.op.AskWith)
	}
}

// patiently makes a call that waits for its timeout. Where the machine was so busy that nothing was sent within it, the
// call is made again with more time.
func patiently(waits bool, call func(opts ...strictpay.Option) error) error {
	if !waits {
		return call()
	}
	var err error
	for timeout := time.Second; timeout <= time.Minute; timeout *= 4 {
		if err = call(strictpay.WithTimeout(timeout)); strictpay.OutcomeOf(err) != strictpay.Unsent {
			break
		}
	}
	return err
}
