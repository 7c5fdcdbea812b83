package connector

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// A Connector is a shop's side of X-Payments. Only the sealing is this module's.
type Connector struct {
	Version string // of the API
	URL     string // of X-Payments, as the bundle has it

	storeID string
	pub     *rsa.PublicKey
	priv    *rsa.PrivateKey
	strict  bool                   // answers must fit a schema before they are read
	failed  func(answer Tree) bool // whether an answer says that the call failed
}

// Oldest is a connector of 2011: API 1.1, bundles in PHP's serialization, answers checked by a schema. An answer is a
// failure if its error is not empty.
func Oldest(bundle string) (*Connector, error) {
	c := &Connector{Version: "1.1", strict: true, failed: func(a Tree) bool { return !empty(a["error"]) }}
	return c.configured(oldBundle(bundle))
}

// Newest is a connector of 2018 and later: API 1.9, bundles in JSON. An answer is a failure if its error or its
// error_message is not empty.
func Newest(bundle string) (*Connector, error) {
	c := &Connector{Version: "1.9", failed: func(a Tree) bool {
		return !empty(a["error"]) ||
			!empty(a["error_message"])
	}}
	return c.configured(newBundle(bundle))
}

// empty is PHP's: "0" is empty as well.
func empty(value any) bool {
	text, isText := value.(string)
	return value == nil || isText && (text == "" || text == "0")
}

func (c *Connector) configured(values []string, err error) (*Connector, error) {
	if err != nil {
		return nil, err
	}
	c.storeID, c.URL = values[0], values[1]
	if c.pub, err = seal.ParsePublicKey([]byte(values[2])); err != nil {
		return nil, err
	}
	c.priv, err = seal.ParsePrivateKey([]byte(values[3]), values[4])
	return c, err
}

// A Member is an element of a request with its text or its children.
type Member struct {
	Name     string
	Text     string
	Children []Member
	Cell     bool // an item of a list
}

// Write writes members as connectors do: nothing is escaped.
func Write(members []Member) string {
	var b strings.Builder
	for _, m := range members {
		attribute := ""
		if m.Cell {
			attribute = ` type="cell"`
		}
		text := m.Text
		if m.Children != nil {
			text = "\n" + Write(m.Children)
		}
		fmt.Fprintf(&b, "<%s%s>%s</%s>\n", m.Name, attribute, text, m.Name)
	}
	return b.String()
}

// ErrAnswer is what a connector says of an answer that it cannot read.
var ErrAnswer = errors.New("connector: the answer is refused")

// An Answer is what came back.
type Answer struct {
	Tree
	Failed bool
	Text   string // opened
}

// client follows no redirect.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// Call makes a request. The HTTP status and the media type of the answer are not looked at.
func (c *Connector) Call(ctx context.Context, target, action string, members ...Member) (*Answer, error) {
	members = append(members, Member{Name: "target", Text: target}, Member{Name: "action", Text: action},
		Member{Name: "api_version", Text: c.Version})
	message, err := seal.Seal(c.pub, []byte(Write(members)))
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("cart_id", c.storeID) // a Buffer takes everything
	_ = form.WriteField("request", string(message))
	_ = form.Close()
	// Connectors join addresses without a look at slashes.
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/api.php", &body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	rsp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer rsp.Body.Close()
	sealed, err := io.ReadAll(rsp.Body)
	if err != nil {
		return nil, err
	}
	return c.read(ctx, action, sealed)
}

func (c *Connector) read(ctx context.Context, action string, sealed []byte) (*Answer, error) {
	text, err := seal.Open(ctx, c.priv, sealed, len(sealed))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	tree, ok := Read(string(text))
	if !ok {
		return nil, fmt.Errorf("%w: no data", ErrAnswer)
	}
	if c.strict && !fits(action, tree) {
		return nil, fmt.Errorf("%w: it does not fit the schema", ErrAnswer)
	}
	return &Answer{tree, c.failed(tree), string(text)}, nil
}

// Callback takes a callback: it opens updateData and registers the transaction if there is a status at the top,
// whatever the API version. The tree is what it registers.
func (c *Connector) Callback(ctx context.Context, form url.Values) (Tree, bool) {
	if form.Get("action") != "callback" || form.Get("txnId") == "" {
		return nil, false
	}
	text, err := seal.Open(ctx, c.priv, []byte(form.Get("updateData")), 1<<20)
	if err != nil {
		return nil, false
	}
	tree, ok := Read(string(text))
	return tree, ok && tree["status"] != nil && tree["chargedAmount"] != nil
}

// CheckCart is the answer to check_cart: sealed, with the cart as it stands.
func (c *Connector) CheckCart(refID string, cart []Member) ([]byte, error) {
	answer := []Member{{Name: "status", Text: "cart-changed"}, {Name: "ref_id", Text: refID},
		{Name: "cart", Children: cart}}
	return seal.Seal(c.pub, []byte(Write(answer)))
}

// Returned reports whether the shop lets the buyer in who comes back from the card page with this form.
func Returned(form url.Values) bool {
	return form.Get("action") == "return" && form.Get("refId") != "" && form.Get("txnId") != ""
}
