// Package spec holds what generated code says of its API: operations, answers, callbacks and code tables.
// It is made for generated code and for tools that walk an API; a service that calls one API does not need it.
package spec
