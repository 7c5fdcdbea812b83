// Package strictpay is the vocabulary of strictly typed clients for payment APIs: exact decimals, secrets, deviations
// of documents from their specification, errors, options of clients and calls, and rows of code tables.
//
// The clients are packages of their own below adapters/. A program imports one of them, its models from gen/, and this
// package.
//
// The specifications in specs/ are the source of truth: go generate turns each into a package of gen/, and nothing in
// gen/ is edited.
//
// # What a program uses
//
// Values: [Decimal], [FromMinorUnits], [Date], [Secret]; in members of models also [Text], [Raw], [Pairs], [Empty].
//
// What a call said: [OutcomeOf] and the five errors [Refusal], [NotSent], [OutcomeUnknown], [Contradiction] and
// [Unavailable], with the sentinels [ErrRefused], [ErrNotFound] and others; [ValueIn], [DeviationsOf], [Deviation],
// [Info], [Attempt], [Row].
//
// What became of a call whose outcome is unknown: [StatusQuery], [Finding].
//
// Options of a client, each an [Option]: [WithTimeout], [WithRetries], [WithHooks], [WithDriftHandler], [WithExact] and
// others. Options of one call, each a [CallOption]: [WithInfo], [AllowUnlisted], [BeforeSending], [WithContextValue].
//
// Callbacks: [Event], [ErrSignature]. Logs: [SlogHooks], [RedactAttr].
//
// # What adapters, generated code and settle use
//
// A program that calls an API needs none of these: [Config], [CallSettings], [Deviations], [Checkpoint], [Where],
// [ForeignCause], [AnyValueIn], the constructors of errors and events, such as [NewRefusal],
// which fakes in tests use as well, and what asks about calls in general: [Asker], [Question], [Standing], [Progress],
// [Pace], [Concern], [Notice]. They stand here because options and errors have them in their fields and signatures.
package strictpay
