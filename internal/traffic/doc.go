// Package traffic checks recorded and live exchanges, of any client in any language, against the specifications: it
// finds the operation that an exchange belongs to, reads request and answer as strictly as the clients do, and takes
// out of an exchange what nobody else should see.
package traffic
