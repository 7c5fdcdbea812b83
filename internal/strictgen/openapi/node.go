package openapi

import (
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/expand"
)

// What walks nodes, as the rewriting of inline shapes does.
var (
	child = expand.Child
	each  = expand.Each
	items = expand.Items
	text  = expand.Text
)

// escape writes a name as a part of a JSON pointer, unescape reads one.
var (
	escapePart   = strings.NewReplacer("~", "~0", "/", "~1")
	unescapePart = strings.NewReplacer("~1", "/", "~0", "~")
)
