package traffic

import (
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/reference"
)

// plainHeaders are headers with nothing of a person and no secret in them. Of others only the names are kept.
var plainHeaders = []string{
	"Accept", "Accept-Encoding", "Age", "Allow", "Cache-Control", "Connection", "Content-Encoding", "Content-Length",
	"Date", "Expires", "Pragma", "Ratelimit-Limit", "Ratelimit-Remaining", "Ratelimit-Reset", "Retry-After", "Server",
	"Transfer-Encoding", "Vary", "X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset",
}

// Redacted is an exchange without secrets and persons, as far as the specification says what these are; of the rest
// nothing is kept but names.
func Redacted(x *Exchange, r *Result) *Exchange {
	out := &Exchange{Method: x.Method, Status: x.Status, Failure: plainFailure(x.Failure)}
	if r.API == nil {
		out.URL, out.Request, out.Answer = redactedURL(x.URL, r, nil), allRedacted(&x.Request), allRedacted(&x.Answer)
		return out
	}
	doc, err := reference.Load(r.API.Name)
	if err != nil {
		return &Exchange{Method: x.Method, Status: x.Status}
	}
	hidden := doc.Redactor()
	out.Request.Header = redactedHeader(x.Request.Header, hidden)
	out.Answer.Header = redactedHeader(x.Answer.Header, hidden)
	out.URL = redactedURL(x.URL, r, hidden)
	request, answer := partsOf(doc, x, r)
	for range 2 { // the second time it is known what both have in them
		out.Request.Body = redactedBody(hidden, request, &x.Request)
		out.Answer.Body = redactedBody(hidden, answer, &x.Answer)
	}
	out.Request.Recorded, out.Answer.Recorded = true, true
	return out
}

// partsOf says where the specification has the bodies; nothing is known of sealed ones.
func partsOf(doc *reference.Doc, x *Exchange, r *Result) (request, answer reference.Part) {
	switch {
	case r.API.Sealing != nil:
	case r.Webhook != nil:
		request = doc.WebhookOf(r.Webhook.Name)
	case r.Operation != nil:
		request, answer = doc.RequestOf(r.Operation.ID), doc.AnswerOf(r.Operation.ID, x.Status)
	}
	return request, answer
}

func redactedBody(hidden *reference.Redactor, part reference.Part, m *Message) []byte {
	body, err := uncompressed(m)
	if err != nil || m.Cut || !m.Recorded {
		return []byte(reference.Redacted)
	}
	return hidden.Body(part, body)
}

// allRedacted is a message of which nothing is known.
func allRedacted(m *Message) Message {
	out := Message{Header: redactedHeader(m.Header, nil), Recorded: true}
	if len(m.Body) > 0 {
		out.Body = []byte(reference.Redacted)
	}
	return out
}

func redactedHeader(header http.Header, hidden *reference.Redactor) http.Header {
	out := http.Header{}
	for name, values := range header {
		name = http.CanonicalHeaderKey(name)
		for _, value := range values {
			switch {
			case slices.Contains(plainHeaders, name):
			case name == "Content-Type":
				value, _, _ = mime.ParseMediaType(value)
			default:
				tookHeader(hidden, value)
				value = reference.Redacted
			}
			plain := reference.PlainName(name)
			out[plain] = append(out[plain], value)
		}
	}
	return out
}

// tookHeader notes the words of a header, such as the token behind Bearer.
func tookHeader(hidden *reference.Redactor, value string) {
	if hidden == nil {
		return
	}
	for _, word := range append(strings.Fields(value), value) {
		if len(word) >= 12 {
			hidden.Took(word)
		}
	}
}

// redactedURL has the path and the parameters that the specification knows, and calls neither secret nor personal.
func redactedURL(text string, r *Result, hidden *reference.Redactor) string {
	u, err := url.Parse(text)
	if err != nil {
		return reference.Redacted
	}
	out := url.URL{Scheme: u.Scheme, Host: u.Host}
	known := map[string]bool{}
	if r.Operation != nil && r.API.Sealing == nil {
		known = plainParameters(r)
		out.Path, out.RawPath = u.Path, u.RawPath
		for pointer, value := range r.arguments {
			name, ok := strings.CutPrefix(pointer, "/path/")
			if ok && (!known["path/"+name] || hidden.Text(value) != value) {
				hidden.Took(value)
				out.Path = plainPath(segments(u.EscapedPath()))
				out.RawPath = out.Path
			}
		}
	} else {
		out.Path = plainPath(segments(u.EscapedPath()))
		out.RawPath = out.Path
	}
	query := url.Values{}
	for name, values := range u.Query() {
		plain := reference.PlainName(name)
		if plain != name && hidden != nil {
			hidden.Took(name)
		}
		for _, value := range values {
			if !known["query/"+name] || hidden.Text(value) != value {
				if hidden != nil {
					hidden.Took(value)
				}
				value = reference.Redacted
			}
			query.Add(plain, value)
		}
	}
	out.RawQuery = query.Encode()
	return out.String()
}

// plainParameters are those of an operation that are neither secret nor personal.
func plainParameters(r *Result) map[string]bool {
	known := map[string]bool{}
	for _, m := range parameters(r.Operation) {
		if m.Sensitive == "" {
			known[m.In+"/"+m.Name] = true
		}
	}
	return known
}

var position = regexp.MustCompile(`^[0-9]{1,6}$`)

// PlainFindings are findings without what a client or a provider may have put in the place of a name or a code, such
// as a card or a person: of pointers only names that programs give to members are kept, of values that are not listed
// only codes.
func PlainFindings(found strictpay.Deviations) strictpay.Deviations {
	copied := false
	for i, d := range found.List {
		names := strings.Split(d.Pointer, "/")
		for j, name := range names {
			if name != "" && !position.MatchString(name) {
				names[j] = reference.PlainName(name)
			}
		}
		pointer, detail := strings.Join(names, "/"), plainDetail(d)
		if pointer == d.Pointer && detail == d.Detail {
			continue
		}
		if !copied {
			found.List, copied = slices.Clone(found.List), true
		}
		found.List[i].Pointer, found.List[i].Detail = pointer, detail
	}
	return found
}

var (
	quotation = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	code      = regexp.MustCompile(`^"[A-Za-z0-9_.:-]*"$`)
	manyDigit = regexp.MustCompile(`[0-9]{8}`)
)

// plainDetail is a detail without the value in it, if that may be anything but a code.
func plainDetail(d strictpay.Deviation) string {
	if d.Kind != strictpay.KindUnknownValue {
		return d.Detail
	}
	return quotation.ReplaceAllStringFunc(d.Detail, func(value string) string {
		if code.MatchString(value) && !manyDigit.MatchString(value) {
			return value
		}
		return reference.Redacted
	})
}
