// Package leaf has the small parts that the root package and the runtime share: pointers, blanks, integers, text
// that outlives a document, JSON strings, names in order, and the texts of details.
package leaf
