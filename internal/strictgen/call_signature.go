package main

import (
	"fmt"
	"strings"
)

// value is the Go type a call returns a pointer to; qualify puts the package's name before a generated type.
func (c call) value(qualify func(string) string) string {
	switch bodies := c.bodies(); len(bodies) {
	case 0:
		return "strictpay.Empty"
	case 1:
		return qualify(bodies[0].goName)
	}
	return qualify(c.goName + "Answer")
}

// parameters are the arguments of a call with their types.
func (c call) parameters(qualify func(string) string) string {
	var b strings.Builder
	b.WriteString("ctx context.Context")
	for i, a := range c.args {
		if i+1 < len(c.args) && c.args[i+1].goType == a.goType {
			fmt.Fprintf(&b, ", %s", a.goName)
			continue
		}
		typ := a.goType
		if a.goType != strings.ToLower(a.goType) && !strings.Contains(a.goType, ".") {
			typ = qualify(typ)
		}
		fmt.Fprintf(&b, ", %s %s", a.goName, typ)
	}
	if c.optional != nil {
		fmt.Fprintf(&b, ", params *%s", qualify(c.goName+"Params"))
	}
	if c.body != nil {
		fmt.Fprintf(&b, ", body %s", qualify(c.body.goName))
	}
	b.WriteString(", opts ...strictpay.CallOption")
	return b.String()
}

// names are the arguments of a call without ctx.
func (c call) names() string {
	var list []string
	for _, a := range c.args {
		list = append(list, a.goName)
	}
	if c.optional != nil {
		list = append(list, "params")
	}
	if c.body != nil {
		list = append(list, "body")
	}
	return strings.Join(append(list, "opts..."), ", ")
}

// signature is broken where it would be longer than a line.
func (c call) signature(before string, qualify func(string) string) string {
	result := fmt.Sprintf("(*%s, error)", c.value(qualify))
	line := fmt.Sprintf("%s%s(%s) %s", before, c.goName, c.parameters(qualify), result)
	if len(line) > 118 {
		line = fmt.Sprintf("%s%s(\n\t%s,\n) %s", before, c.goName, c.parameters(qualify), result)
	}
	return line
}

// same qualifies nothing: inside the generated package.
func same(name string) string { return name }
