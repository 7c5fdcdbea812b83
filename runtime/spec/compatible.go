package spec

// Generated code names the constant of the version of this runtime that it was written for:
//
//	const _ = spec.GeneratedCode2
//
// It compiles only with a runtime that still has that constant. A runtime that cannot run older generated code drops
// theirs, and a newer generator names one that an older runtime does not have.
const (
	// GeneratedCode2 is declared by runtimes for the generated code of strictpay 0.2.
	GeneratedCode2 = true
)
