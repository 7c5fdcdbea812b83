// Package rozetkapayfake is RozetkaPay as a fake for tests: orders paid in parts, payments by card and without one,
// wallets, payouts and subscriptions, with their operations, banks, rate limits, and signed callbacks. sandbox.New
// starts it with the others; New makes one to be served elsewhere.
package rozetkapayfake
