package openapi

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
	"gopkg.in/yaml.v3"
)

// Kin is the document as oapi-codegen takes it, made from the nodes that were read. key renames a path: oapi-codegen
// writes paths in the order of their names.
func (d *Document) Kin(key func(n int, path string) string) (*openapi3.T, error) {
	var b bytes.Buffer
	writeNode(&b, d.root, "", key)
	doc, err := openapi3.NewLoader().LoadFromData(b.Bytes())
	if err != nil {
		return nil, err
	}
	return doc, doc.Validate(context.Background())
}

// writeNode writes a node as JSON. Numbers keep their text.
func writeNode(b *bytes.Buffer, n *yaml.Node, parent string, key func(int, string) string) {
	switch n.Kind {
	case yaml.MappingNode:
		b.WriteByte('{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			if i > 0 {
				b.WriteByte(',')
			}
			name := n.Content[i].Value
			inner := parent + "/" + escapePart.Replace(name)
			if parent == "/paths" {
				name = key(i/2, name)
			}
			writeText(b, name)
			b.WriteByte(':')
			writeNode(b, n.Content[i+1], inner, key)
		}
		b.WriteByte('}')
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			writeNode(b, item, parent+"/"+strconv.Itoa(i), key)
		}
		b.WriteByte(']')
	default:
		if tag := n.ShortTag(); (tag == "!!int" || tag == "!!float" || tag == "!!bool") && json.Valid([]byte(n.Value)) {
			b.WriteString(n.Value)
			return
		}
		if n.ShortTag() == "!!null" {
			b.WriteString("null")
			return
		}
		writeText(b, n.Value)
	}
}

func writeText(b *bytes.Buffer, text string) {
	encoded, _ := json.Marshal(text)
	b.Write(encoded)
}
