// Package invoke makes one typed call: it starts it, checks the request, and turns the answer into a value or an error.
// Generated clients call it; services call the generated clients.
package invoke
