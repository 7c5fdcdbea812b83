package openapi

// A Kind is how a value is read, written and checked.
type Kind int

// The kinds.
const (
	KindNone Kind = iota // a schema that no generated code can have; a problem says why
	KindString
	KindSecret
	KindText
	KindDecimal
	KindNumber
	KindTime
	KindDate
	KindBytes
	KindInt32
	KindInt64
	KindBool
	KindFlag
	KindRaw
	KindMap
	KindEnum
	KindIntEnum
	KindObject
	KindUnion
	KindArray
)

// Typed reports whether a component of this kind has a Go type of its own; scalars are aliases.
func (k Kind) Typed() bool { return k >= KindRaw }

// Scalar reports whether a value of this kind has one text.
func (k Kind) Scalar() bool {
	return k >= KindString && k < KindRaw && k != KindBytes || k == KindEnum || k == KindIntEnum
}

// Integer reports whether a value is an integer without a list of values.
func (k Kind) Integer() bool { return k == KindInt32 || k == KindInt64 }

// Amount reports whether a value is a decimal.
func (k Kind) Amount() bool { return k == KindDecimal || k == KindNumber }

// A Format is a row of the table of types and formats in specs/README.md.
type Format struct {
	Type, Format string
	Kind         Kind
}

// Formats are the scalar types that generated code knows.
var Formats = []Format{
	{"string", "", KindString},
	{"string", "decimal", KindDecimal},
	{"number", "decimal", KindNumber},
	{"string", "date-time", KindTime},
	{"string", "date", KindDate},
	{"string", "uuid", KindString},
	{"string", "byte", KindBytes},
	{"string", "currency", KindString},
	{"string", "secret", KindSecret},
	{"string", "text", KindText},
	{"integer", "int32", KindInt32},
	{"integer", "int64", KindInt64},
	{"boolean", "", KindBool},
	{"boolean", "flag", KindFlag},
}

// instead is what to write in place of a type and format that is not in the table.
func formatInstead(typ, format string) string {
	switch {
	case typ == "integer":
		return "write format: int32 or format: int64"
	case typ == "number":
		return "write format: decimal for an amount, or type: integer with a format; floats lose amounts"
	case typ == "string" && format == "binary":
		return "write format: byte for base64; bodies of other bytes are not read"
	case typ == "string" && format == "password":
		return "write format: secret and x-sensitive: secret"
	case typ == "string":
		return "leave the format out and say it in the description; formats of text are " + formatsOf("string")
	case typ == "boolean":
		return "leave the format out"
	case typ == "null":
		return "write the type that the value has otherwise, and nullable: true"
	case typ == "":
		return "write type: string, integer, number, boolean, array or object, or a $ref"
	}
	return "write type: string, integer, number, boolean, array or object"
}

func formatsOf(typ string) string {
	list := ""
	for _, f := range Formats {
		if f.Type == typ && f.Format != "" {
			if list != "" {
				list += ", "
			}
			list += f.Format
		}
	}
	return list
}

func scalarKind(typ, format string) Kind {
	for _, f := range Formats {
		if f.Type == typ && f.Format == format {
			return f.Kind
		}
	}
	return KindNone
}
