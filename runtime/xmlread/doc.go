// Package xmlread reads and writes XML as APIs do whose readers are made by hand: each document is read once and
// gives a value and its deviations. Generated decoders and encoders call it; services do not need it.
package xmlread
