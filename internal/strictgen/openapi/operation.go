package openapi

import (
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/expand"
)

// An Operation is one call of the API.
type Operation struct {
	Position
	Path, Method string // the method in capitals
	ID           string
	Summary      string
	Description  string
	Deprecated   bool
	// It takes none of the document's credentials: security is [].
	NoCredentials bool
	Parameters    []*Parameter // those of the path first
	Body          *Body
	Responses     []*Response // in the order of their statuses
	OperationExtensions
}

// Where names the operation in messages.
func (o *Operation) Where() string {
	if o.ID == "" {
		return o.Method + " " + o.Path
	}
	return "operation " + o.ID
}

// Redirects reports whether a redirect is the operation's success: a 3xx without a body is documented, and no 2xx.
func (o *Operation) Redirects() bool {
	redirects := false
	for _, r := range o.Responses {
		if r.Success() || r.Redirect() && r.Schema != nil {
			return false
		}
		redirects = redirects || r.Redirect()
	}
	return redirects
}

// XML reports whether the operation answers XML.
func (o *Operation) XML() bool {
	for _, r := range o.Responses {
		if r.XML() {
			return true
		}
	}
	return false
}

// Request is the component of the body, nil where there is none.
func (o *Operation) Request() *Schema {
	if o.Body == nil {
		return nil
	}
	return o.Body.Schema
}

// Parameter is the one of a place and name, nil where there is none; any place for "".
func (o *Operation) Parameter(in, name string) *Parameter {
	for _, p := range o.Parameters {
		if (in == "" || p.In == in) && p.Name == name {
			return p
		}
	}
	return nil
}

// A Parameter stands in the path, the query or a header of a request.
type Parameter struct {
	Position
	Component   string // its name under components, "" where it stands inline
	Name, In    string
	Description string
	Required    bool
	Deprecated  bool
	Schema      *Schema
	ParameterExtensions
}

// A Body is what a request carries.
type Body struct {
	Position
	Description string
	Media       string
	Others      []string // media types that are documented and not sent
	Schema      *Schema
}

// XML reports whether the body is XML.
func (b *Body) XML() bool { return isXML(b.Media) }

// A Response is what an operation answers with one status.
type Response struct {
	Position
	Component   string // its name under components, "" where it stands inline
	Status      string // of an operation's response
	Description string
	Media       string   // "" for no body
	Others      []string // media types that are documented and not read
	Schema      *Schema  // nil for no body
	Headers     []*Header
	ResponseExtensions
}

// XML reports whether the response is XML.
func (r *Response) XML() bool { return isXML(r.Media) }

// Success reports whether the status is one of success.
func (r *Response) Success() bool { return strings.HasPrefix(r.Status, "2") }

// Redirect reports whether the status leads to another address, which no client goes to by itself.
func (r *Response) Redirect() bool { return strings.HasPrefix(r.Status, "3") }

// A Header is one that comes with a response.
type Header struct {
	Position
	Name, Description string
	Schema            *Schema
	HeaderExtensions
}

func isXML(media string) bool { return media == "application/xml" }

// MediaTypes are those that the generated readers know.
var MediaTypes = expand.Media
