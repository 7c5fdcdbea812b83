package damage

import (
	"io/fs"
	"path"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Deciding are the members of an answer that say what became of the call, or what the answer is about, as the OpenAPI
// file names them: a damage in or around one of them changes more than the deviations.
type Deciding []string

// DecidingIn reads the pointers of x-refusal and x-echo for a sample, as they stand in its body.
func (s *Sample) DecidingIn(fsys fs.FS, api string) (Deciding, error) {
	text, err := fs.ReadFile(fsys, path.Join(api, "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	file, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	top := ""
	if s.XML {
		top = "/" + s.root
	}
	var found Deciding
	add := func(list any, names ...string) {
		rules, _ := list.([]any)
		for _, r := range rules {
			rule, _ := r.(map[string]any)
			for _, name := range names {
				if pointer, _ := rule[name].(string); pointer != "" {
					found = append(found, top+pointer)
				}
			}
		}
	}
	add(operation(file, s.Operation).Extensions["x-echo"], "answer", "at")
	add(s.shape.Extensions["x-refusal"], "when", "code")
	return found, nil
}

// Has reports whether a pointer names one of the members, or something in or around one.
func (d Deciding) Has(pointer string) bool {
	for _, p := range d {
		if inside(p, pointer) || inside(pointer, p) {
			return true
		}
	}
	return false
}

func inside(pointer, around string) bool {
	rest, ok := strings.CutPrefix(pointer, around)
	return ok && (rest == "" || rest[0] == '/') && around != ""
}
