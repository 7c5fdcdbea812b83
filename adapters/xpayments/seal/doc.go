// Package seal makes and opens the sealed messages of X-Payments, and reads the keys and the configuration bundle
// that they need.
//
// A message is an XML text in a salted frame, cut into pieces, each encrypted with RSA PKCS#1 v1.5, one base64 line
// per piece. The format has not changed from API 1.1 to 1.9. It hides a text from everybody without the private key.
// It does not say who wrote the text: whoever has the public key can write.
//
// [Open] is safe to run on messages from strangers: it does the same work and gives the same error whatever is wrong,
// it bounds the number of RSA decryptions, and it ends with its context.
package seal
