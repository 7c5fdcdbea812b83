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
// What became of a call whose outcome is unknown: Resolve of the client asks, and gives a [Finding]. [StatusQuery] says
// how to ask by hand.
//
// Options of a client, each an [Option]: [WithTimeout], [WithRetries], [WithHooks], [WithDriftHandler], [WithExact] and
// others. Options of one call, each a [CallOption]: [WithInfo], [AllowUnlisted], [BeforeSending], [WithContextValue].
//
// Callbacks: [Event], [ErrSignature]. Logs: [SlogHooks], [RedactAttr].
//
// # What adapters, generated code and settle use
//
// A program that calls an API needs none of these. [Config] and [CallSettings] are what options change, and
// [Deviations] what decoders return. [NewRefusal] and the other constructors make errors and events, also for fakes in
// tests; [ForeignCause] and [AnyValueIn] look into them. All of these need what errors and events do not export.
// [Asker], [Question], [Standing], [Progress], [Pace], [Concern] and [Notice] are how programs such as settle ask about
// calls of any API.
package strictpay
