package traffic

import (
	"net/url"
	"slices"
	"strconv"
	"sync"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/runtime/spec"
)

// argumentValues are the parameters of a call by their pointers: /path/shopId, /query/external_id.
type argumentValues map[string]string

// parametersOf are the parameters of an operation, in its URL and headers.
var parametersOf = struct {
	sync.Mutex
	known map[*spec.Operation][]reference.Member
}{known: map[*spec.Operation][]reference.Member{}}

// parameters reads them from the specification once, because that takes as long as checking some hundred exchanges.
func parameters(op *spec.Operation) []reference.Member {
	parametersOf.Lock()
	defer parametersOf.Unlock()
	list, ok := parametersOf.known[op]
	if ok {
		return list
	}
	doc, err := reference.Load(op.API.Name)
	if err == nil { // and it was read when the checker was made
		list = doc.Parameters(op.ID)
	}
	parametersOf.known[op] = list
	return list
}

// checkParameters checks what stands in the URL and in the headers.
func (r *Result) checkParameters(x *Exchange, u *url.URL) {
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		r.Request.Add(strictpay.Violation, strictpay.KindSyntax, "/query", "expected a query")
	}
	declared := map[string]bool{}
	for _, m := range parameters(r.Operation) {
		pointer := "/" + m.In + "/" + m.Name
		switch m.In {
		case "path":
			r.checkParameter(&m, pointer, []string{r.arguments[pointer]})
		case "query":
			declared[m.Name] = true
			values := query[m.Name]
			if len(values) > 0 {
				r.arguments[pointer] = values[0]
			}
			r.checkParameter(&m, pointer, values)
		case "header":
			// Without any header none were recorded.
			if values := x.Request.Header.Values(m.Name); len(values) > 0 || len(x.Request.Header) > 0 {
				r.checkParameter(&m, pointer, values)
			}
		}
	}
	var others []string
	for name := range query {
		if !declared[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		pointer := leaf.AppendPointer(nil, []leaf.Segment{{Name: []byte("query")}, {Name: []byte(name)}})
		r.Request.Add(strictpay.Drift, strictpay.KindUnknownMember, string(pointer), "not in the specification")
	}
}

func (r *Result) checkParameter(m *reference.Member, pointer string, values []string) {
	switch {
	case len(values) == 0 && m.Required:
		r.Request.Add(strictpay.Violation, strictpay.KindMissing, pointer, "required")
		return
	case len(values) == 0:
		return
	case len(values) > 1:
		r.Request.Add(strictpay.Violation, strictpay.KindDuplicate, pointer, "it stands there more than once")
	}
	value := values[0]
	detail := ""
	switch m.Type {
	case "integer", "integer (int64)", "integer (int32)":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			detail = "expected an integer"
		}
	case "boolean":
		if value != "true" && value != "false" {
			detail = "expected true or false"
		}
	default:
		if value == "" && m.Required {
			detail = "expected a text that is not empty"
		}
	}
	if detail != "" {
		r.Request.Add(strictpay.Violation, strictpay.KindFormat, pointer, detail)
	}
}
