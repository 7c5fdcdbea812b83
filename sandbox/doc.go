// Package sandbox has the four payment APIs as in-process fakes on loopback: real state, real credentials, the real wire format and, for X-Payments, real sealing.
//
//	s := sandbox.New(t)
//	client, err := vertex.New(s.Vertex.URL, s.Vertex.Token)
//	s.Vertex.PutOrder(order)
//
// Every fake starts with one object per documented status, see Examples. Faults are chosen by identifier: an order, payment or transaction called
// [FaultHTML], [FaultSlow], [FaultCut], [FaultLarge] or [FaultDamaged] is answered that way, whatever the operation.
package sandbox
