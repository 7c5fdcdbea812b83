// Package xmlread reads and writes XML as X-Payments and its connectors do: each document is read once and gives a
// value and its deviations. Generated decoders and encoders call it; services do not need it.
package xmlread
