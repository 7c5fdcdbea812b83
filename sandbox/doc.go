// Package sandbox starts the payment APIs as in-process fakes on loopback: real state, real credentials, the real wire
// format and, for X-Payments, real sealing. Each fake is a package of its own; what they have in common is in
// sandbox/fake.
//
//	s := sandbox.New(t)
//	client, err := vertex.New(s.Vertex.URL, s.Vertex.Token)
//	s.Vertex.PutOrder(order)
//
// Every fake starts with one object per documented status, see its Examples. Faults are chosen by identifier: an order,
// payment or transaction called [fake.FaultHTML], [fake.FaultSlow], [fake.FaultCut], [fake.FaultDrop],
// [fake.FaultLarge] or [fake.FaultDamaged] is answered that way, whatever the operation. FaultNext of every fake spoils
// the answers of calls that have had their effect.
package sandbox
