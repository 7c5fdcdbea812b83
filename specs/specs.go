// Package specs holds the specifications of the APIs and their example bodies.
//
// They are the source of truth of the module: gen/ is made from the openapi.yaml, the sandbox and the tests read the
// examples. README.md says how they are written.
package specs

import "embed"

// FS has <api>/openapi.yaml and <api>/examples/.
//
//go:embed */openapi.yaml */examples
var FS embed.FS
