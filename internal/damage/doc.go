// Package damage tests a reader of documents against an OpenAPI file.
//
// It takes the valid example bodies of an API, damages each of them in every way at every place, and compares what
// the reader tells with what the OpenAPI file and the rules below say: kind, severity and pointer of each deviation,
// and for drift in JSON also whether the value survived. It knows nothing else: no generated code, no code that reads
// at run time. Only tests import it.
//
// The kind says what is wrong, the severity whether the value survived it. Drift:
//
//   - syntax: a byte order mark before the document.
//   - null: an optional member that the file does not call nullable, or a value of a map. It is read as absent.
//   - type: a number in quotes where a number is expected, and a number where text is; an integer written 3.0 or 3e2
//     whose exact value fits; a boolean written "true", "false", 0, 1, "0", "1"; [] where an object is expected, {}
//     where a list is, the document not; in XML a < inside a text, outside of CDATA.
//   - format: the empty text in an optional member that has a form (decimal, date-time, currency, pattern, least
//     length) or is a number or flag, which is read as absent; another length, count or range than documented; a JSON
//     number with an exponent where a decimal is expected, exact and within 38 digits; a date-time with +0300 for
//     +03:00, or a blank for T.
//   - unknown-member, unknown-value.
//
// Everything else is a violation. Below a violation of the type, a null, an unknown member or the second value of a
// duplicate only syntax is looked for; a document that is broken has no missing members in what is open at the break.
//
// Where these rules leave room, they are read so:
//
//   - Drift is reported only where the value survives. What is spelled in another way and then does not fit is one
//     violation: of the kind type where text is expected, and otherwise of the kind that the plain spelling would
//     have.
//   - An integer with a fraction or an exponent whose exact value does not fit is a type violation, in XML a format
//     violation.
//   - A text is judged by its form first; length, range and list are judged of what has the form. One format finding
//     is reported of a value.
//   - The formats secret and text say how Go holds a text. They are no form, so the empty text is a text.
//   - An item of a list and the document count as required members: for null, and for the empty text.
//   - A value of the wrong variant is one union violation; nothing else is reported of it.
package damage
