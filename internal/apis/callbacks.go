package apis

import (
	"fmt"
	"net/http"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// WebhookSecretFile is the setting that names a file with the secret of an API's webhooks, where no credential of calls
// has it.
const WebhookSecretFile = "WEBHOOK_SECRET_FILE"

// Callbacks say how an API's webhooks are proven.
type Callbacks struct {
	Secret  string // what the secret is, for people
	Setting string // that has it: a credential of calls, or WebhookSecretFile
	// Pack makes of a document what the provider would send: the body, and the header in place. id names the payment
	// beside the document, where the provider does that; "" takes it from the document.
	Pack func(secret string, header http.Header, document []byte, id string) ([]byte, error)
	// Open gives the document of a delivery that can be trusted as far as the provider proves anything.
	Open func(secret string, header http.Header, body []byte) ([]byte, error)
	// Unproven says what even a delivery that opens does not prove; "" for nothing.
	Unproven string
}

// WebhookSecret finds the secret of an API's webhooks in the environment. Its error says which variable to set.
func WebhookSecret(a API, getenv func(string) string) (string, error) {
	c := Credential{Name: a.Callbacks.Setting}
	value, err := FromEnvironment(a, "", getenv).find(c)
	if err == nil && value == "" {
		err = fmt.Errorf("set %s", variable(a.Name, c.Name))
	}
	return value, err
}

// OnThisMachine reports whether the fakes send callbacks to an address.
func OnThisMachine(url string) bool { return fake.Reachable(url) }
