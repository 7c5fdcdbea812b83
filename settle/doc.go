// Package settle keeps an intent of every money call before its first byte leaves, asks until its outcome is final,
// takes webhooks as evidence, and hands each final outcome to business code once per version.
//
// It works on one SQLite file, or on Postgres with any number of processes, with the same code, on River
// (github.com/riverqueue/river) as the queue. See README.md for what is promised, the settings and the limits.
package settle
