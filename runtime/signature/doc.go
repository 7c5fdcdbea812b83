// Package signature makes the signatures of callbacks as their specifications describe them. Adapters, fakes and the
// lint of specifications use it; services call Sign and Verify of the adapters.
package signature
