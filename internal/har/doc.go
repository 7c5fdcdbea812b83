// Package har reads and writes HTTP archives (HAR 1.2), as browsers and proxies record traffic. It reads as a stream:
// of a file of any size one entry is held at a time, and of an entry no more than its bounds.
package har
