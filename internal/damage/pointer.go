package damage

import (
	"strconv"
	"strings"
)

// longestName is where a pointer cuts a name, in bytes.
const longestName = 128

var escapeToken = strings.NewReplacer("~", "~0", "/", "~1")

// below is the pointer of a member.
func below(pointer, name string) string {
	if len(name) > longestName {
		name = name[:longestName]
	}
	return pointer + "/" + escapeToken.Replace(name)
}

// item is the pointer of an item of a list.
func item(pointer string, index int) string { return pointer + "/" + strconv.Itoa(index) }
