// Package leaf has the small parts that the root package and the runtime share: pointers, text that outlives a
// document, JSON strings, and the texts of details.
package leaf
