package rozetkapay_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/runtime/jsonread"
)

// arguments are those of an example: texts as they stand, other members as JSON.
type arguments map[string]string

func (a arguments) Argument(name string, dst any) error {
	switch p := dst.(type) {
	case *string:
		*p = a[name]
		return nil
	case **bool:
		v, err := strconv.ParseBool(a[name])
		*p = &v
		return err
	}
	return fmt.Errorf("no argument of type %T", dst)
}

func (a arguments) Body(dst jsonread.Readable) error {
	members := map[string]any{}
	for name, text := range a {
		members[name] = text
		if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") || name == "parts_count" {
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
