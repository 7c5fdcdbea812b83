package damage

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// A Sample is a valid body with what the OpenAPI file says of it.
type Sample struct {
	Name      string // of the file
	Operation string // or the webhook
	Status    int    // of an answer; 0 for requests and webhooks
	Request   bool
	Webhook   bool
	XML       bool
	Body      []byte

	root  string // element that the document has, in XML
	shape *shape
	tree  *Node
}

// XMLRequestRoot stands around the members of an XML request, which has no root of its own.
const XMLRequestRoot = "request"

// Load reads specs/<api>/openapi.yaml and every example body beside it; fsys is the folder specs.
func Load(fsys fs.FS, api string) ([]*Sample, error) {
	text, err := fs.ReadFile(fsys, path.Join(api, "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	file, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(fsys, path.Join(api, "examples"))
	if err != nil {
		return nil, err
	}
	all, list := shapes{}, []*Sample(nil)
	for _, e := range entries {
		if path.Ext(e.Name()) != ".json" && path.Ext(e.Name()) != ".xml" {
			continue
		}
		s := &Sample{Name: e.Name(), XML: path.Ext(e.Name()) == ".xml"}
		if s.Body, err = fs.ReadFile(fsys, path.Join(api, "examples", e.Name())); err == nil {
			err = s.prepare(file, all)
		}
		if err != nil {
			return nil, fmt.Errorf("%s/examples/%s: %w", api, e.Name(), err)
		}
		list = append(list, s)
	}
	return list, nil
}

// prepare finds the schema by the file's name, and reads the body.
func (s *Sample) prepare(file *openapi3.T, all shapes) (err error) {
	part := strings.Split(s.Name, ".")
	s.Operation = part[0]
	var ref *openapi3.SchemaRef
	switch part[1] {
	case "webhook":
		s.Webhook = true
		ref = webhookSchema(file, part[0])
	case "request":
		s.Request = true
		if op := operation(file, part[0]); op != nil && op.RequestBody != nil {
			ref = onlySchema(op.RequestBody.Value.Content)
		}
	default:
		s.Status, _ = strconv.Atoi(part[1])
		if op := operation(file, part[0]); op != nil && op.Responses.Status(s.Status) != nil {
			ref = onlySchema(op.Responses.Status(s.Status).Value.Content)
		}
	}
	if ref == nil {
		return fmt.Errorf("no schema")
	}
	s.shape = all.of(ref)
	if !s.XML {
		s.tree, err = ParseJSON(string(s.Body))
		return err
	}
	if s.Request {
		s.root = XMLRequestRoot
		s.Body = []byte("<" + s.root + ">" + string(s.Body) + "</" + s.root + ">")
	} else if s.root = "data"; ref.Value.XML != nil && ref.Value.XML.Name != "" {
		s.root = ref.Value.XML.Name
	}
	s.tree, err = ParseXML(string(s.Body))
	return err
}

func operation(file *openapi3.T, id string) *openapi3.Operation {
	for _, item := range file.Paths.Map() {
		for _, op := range item.Operations() {
			if op.OperationID == id {
				return op
			}
		}
	}
	return nil
}

// onlySchema is the schema of the one media type that is read.
func onlySchema(content openapi3.Content) *openapi3.SchemaRef {
	for _, name := range []string{"application/json", "application/xml"} {
		if media := content[name]; media != nil {
			return media.Schema
		}
	}
	return nil
}

func webhookSchema(file *openapi3.T, name string) *openapi3.SchemaRef {
	hooks, _ := file.Extensions["x-webhooks"].([]any)
	for _, h := range hooks {
		if hook, ok := h.(map[string]any); ok && hook["name"] == name {
			component, _ := hook["schema"].(string)
			optional, _ := hook["optional"].([]any)
			return without(file.Components.Schemas[component], optional)
		}
	}
	return nil
}

// without is a schema that does not require some of its members, which are given by pointers.
func without(ref *openapi3.SchemaRef, optional []any) *openapi3.SchemaRef {
	if ref == nil || len(optional) == 0 {
		return ref
	}
	changed := *ref.Value
	changed.Required = slices.DeleteFunc(slices.Clone(changed.Required), func(name string) bool {
		return slices.Contains(optional, any("/"+name))
	})
	return &openapi3.SchemaRef{Value: &changed}
}

// expect is what a reader has to tell of the tree as it stands.
func (s *Sample) expect(visit func(*site), known *known) []Finding {
	j := judge{visit: visit, known: known}
	if s.XML {
		x := xmlJudge{judge: j}
		x.document(s.shape, s.tree, s.root)
		return x.found
	}
	j.value(&site{&Node{Type: Array, Children: []*Node{s.tree}}, 0, "", s.shape, document}, s.tree, nil)
	return j.found
}

// sites are all values of the undamaged body.
func (s *Sample) sites() (list []*site, found []Finding) {
	found = s.expect(func(at *site) { list = append(list, at) }, nil)
	return list, found
}

// knowledge is what holds of the body as long as it is undamaged.
func knowledge(sites []*site) *known {
	k := &known{good: map[*Node]*shape{}, parent: map[*Node]*Node{}, changed: map[*Node]bool{}}
	for _, at := range sites {
		k.good[at.node()] = at.shape
		if at.standing != document {
			k.parent[at.node()] = at.parent
		}
	}
	return k
}
