package strictpay

import (
	"runtime"
	"sync"
	"weak"
)

// secrets are the texts in use, each with the one function that reveals it: string -> weak.Pointer[func() string].
var secrets sync.Map

// interned gives the function that reveals a text, the same for equal texts while one of them is in use, and nil for
// the empty one. A function is the one thing that no printing library looks into.
func interned(text string) *func() string {
	if text == "" {
		return nil
	}
	var made *func() string
	for {
		known, ok := secrets.Load(text)
		if ok {
			if reveal := known.(weak.Pointer[func() string]).Value(); reveal != nil {
				return reveal
			}
			secrets.CompareAndDelete(text, known) // its cleanup has not run yet
		}
		if made == nil {
			reveal := func() string { return text }
			made = &reveal
		}
		entry := weak.Make(made)
		if _, taken := secrets.LoadOrStore(text, entry); taken {
			continue
		}
		runtime.AddCleanup(made, func(text string) { secrets.CompareAndDelete(text, entry) }, text)
		return made
	}
}
