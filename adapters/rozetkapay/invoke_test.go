package rozetkapay_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/runtime/jsonread"
)

// integers are members that are refused as text.
var integers = []string{"parts_count", "frequency", "duration_periods", "gifted_periods"}

// arguments are those of an example: texts as they stand, other members as JSON.
type arguments map[string]string

func (a arguments) Argument(name string, dst any) error {
	switch p := dst.(type) {
	case *string:
		*p = a[name]
		return nil
	case **int64:
		v, err := strconv.ParseInt(a[name], 10, 64)
		*p = &v
		return err
	case **bool:
		if a[name] == "" {
			return nil
		}
		v, err := strconv.ParseBool(a[name])
		*p = &v
		return err
	case **string:
		if text, ok := a[name]; ok {
			*p = &text
		}
		return nil
	}
	return fmt.Errorf("no argument of type %T", dst)
}

func (a arguments) Body(dst jsonread.Readable) error {
	members := map[string]any{}
	for name, text := range a {
		members[name] = text
		if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") || slices.Contains(integers, name) ||
			text == "true" {
			members[name] = json.RawMessage(text)
		}
	}
	body, err := json.Marshal(members)
	if err != nil {
		return err
	}
	devs := jsonread.ReadInto(body, dst)
	return devs.Err()
}
