package failures

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An invoker makes typed calls by name; every client does.
type invoker interface {
	Invoke(ctx context.Context, operation string, in invoke.Input, opts ...strictpay.CallOption) (any, error)
}

// A target is an API with its fake. at moves a sandbox's URL to another server.
type target struct {
	api      *spec.API
	examples func(s *sandbox.Sandbox) []fake.Example
	connect  func(s *sandbox.Sandbox, at func(string) string, opts ...strictpay.Option) (invoker, error)
	secrets  func(s *sandbox.Sandbox) []string
}

var targets = []target{
	{vertexapi.API, func(s *sandbox.Sandbox) []fake.Example { return s.Vertex.Examples() },
		func(s *sandbox.Sandbox, at func(string) string, opts ...strictpay.Option) (invoker, error) {
			return vertex.New(at(s.Vertex.URL), s.Vertex.Token, opts...)
		},
		func(s *sandbox.Sandbox) []string { return []string{s.Vertex.Token} }},
	{rozetkapayapi.API, func(s *sandbox.Sandbox) []fake.Example { return s.RozetkaPay.Examples() },
		func(s *sandbox.Sandbox, at func(string) string, opts ...strictpay.Option) (invoker, error) {
			return rozetkapay.New(at(s.RozetkaPay.URL), s.RozetkaPay.Login, s.RozetkaPay.Password, opts...)
		},
		func(s *sandbox.Sandbox) []string { return basic(s.RozetkaPay.Login, s.RozetkaPay.Password) }},
	{koshelekapi.API, func(s *sandbox.Sandbox) []fake.Example { return s.Koshelek.Examples() },
		func(s *sandbox.Sandbox, at func(string) string, opts ...strictpay.Option) (invoker, error) {
			return koshelek.New(at(s.Koshelek.URL), s.Koshelek.Login, s.Koshelek.Password, opts...)
		},
		func(s *sandbox.Sandbox) []string { return basic(s.Koshelek.Login, s.Koshelek.Password) }},
	{xpaymentsapi.API, func(s *sandbox.Sandbox) []fake.Example { return s.XPayments.Examples() },
		func(s *sandbox.Sandbox, at func(string) string, opts ...strictpay.Option) (invoker, error) {
			return xpayments.New(at(s.XPayments.URL), xpayments.Credentials{
				StoreID: s.XPayments.StoreID, Certificate: s.XPayments.Certificate, PrivateKey: s.XPayments.PrivateKey, Password: s.XPayments.Password,
			}, opts...)
		},
		func(s *sandbox.Sandbox) []string {
			return []string{s.XPayments.Password, strings.Split(s.XPayments.PrivateKey, "\n")[2], strings.Split(s.XPayments.Certificate, "\n")[2]}
		}},
}

func basic(login, password string) []string {
	return []string{password, base64.StdEncoding.EncodeToString([]byte(login + ":" + password))}
}

// A call is an operation with arguments that the fresh sandbox answers.
type call struct {
	target
	op  *spec.Operation
	set map[string]string
}

func (c call) String() string { return c.api.Name + "." + c.op.ID }

// calls are all operations of all APIs, each with its first example.
var calls = sync.OnceValue(func() []call {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer s.Close()
	var list []call
	for _, t := range targets {
		for i := range t.api.Operations {
			c := call{target: t, op: &t.api.Operations[i]}
			for _, x := range t.examples(s) {
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

// A scene is a fresh sandbox behind a line, and a client on the line.
type scene struct {
	sandbox *sandbox.Sandbox
	line    *rig.Line
	tally   *rig.Tally // looks for the sandbox's credentials and what is planted
	client  invoker
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
	x.tally.Plant(append(c.secrets(s), planted...)...)
	x.tally.Plant(rig.Marker)
	u, _ := url.Parse(s.Vertex.URL)
	if x.line, err = rig.NewLine("http://"+u.Host, 1, 0, x.tally); err != nil {
		t.Error(err)
		s.Close()
		return nil
	}
	x.client, err = c.connect(s, func(sandboxURL string) string {
		u, _ := url.Parse(sandboxURL)
		return x.line.URL() + u.Path
	}, append([]strictpay.Option{x.tally.Hooks()}, opts...)...)
	if err != nil {
		t.Error(err)
	}
	return x
}

func (x *scene) close(t testing.TB, what string) {
	x.line.Close()
	x.sandbox.Close()
	if x.line.Trap.Caught() > 0 {
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
	if found := errors.As(err, &unknown); found != c.op.MovesMoney || errors.Is(err, strictpay.ErrOutcomeUnknown) != c.op.MovesMoney {
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
	if unknown.Reference.Operation != c.op.AskWith || asks != (c.op.AskWith != "") || asks != (len(unknown.Reference.Arguments) > 0) {
		t.Errorf("%s: the reference is %v, want one for %q", what, unknown.Reference, c.op.AskWith)
	}
}
