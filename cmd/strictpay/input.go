package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// maxBody is how large a body may be.
const maxBody = 1 << 20

// read reads a file, - for standard input, of at most limit bytes and one more.
func (e *environment) read(name string, limit int64) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(e.stdin, limit+1))
	}
	f, err := os.Open(name)
	if err != nil && strings.ContainsAny(name, "{[<") { // not shown: it may be a body with the number of a card
		return nil, errors.New("expected the name of a file; for a text itself write - and send it to standard input")
	}
	if err != nil {
		return nil, fileError(name, err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fileError(name, err)
	}
	return text, nil
}

// fileError says what is wrong with a file, without the system call.
func fileError(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}
