// Package fake has what the fakes of all APIs share: the callbacks they send, the faults they answer with, the books
// they keep, and loopback.
//
// Tests meet it through the fakes themselves: every one of them has the methods of [Callbacks], and an identifier such
// as [FaultCut] chooses a fault in each. The rest is for whoever writes another fake.
package fake
