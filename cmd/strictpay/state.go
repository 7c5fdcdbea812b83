package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/strictpay/strictpay/sandbox"
)

// credentialsFile keeps the credentials in the folder of --state.
const credentialsFile = "credentials.json"

// openState gives the credentials that a folder keeps, nil for none yet, and the folder for the sandbox's files.
// Without --state it is one of this start only, which forget removes.
func openState(state string) (kept *sandbox.Credentials, dir string, forget func(), err error) {
	if state == "" {
		dir, err = os.MkdirTemp("", "strictpay-sandbox-")
		return nil, dir, func() { _ = os.RemoveAll(dir) }, err
	}
	forget = func() {}
	if dir, err = filepath.Abs(state); err != nil {
		return nil, "", forget, err
	}
	if err = os.MkdirAll(dir, 0o700); err != nil {
		return nil, dir, forget, fmt.Errorf("--state: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, credentialsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, dir, forget, nil
	}
	if err != nil {
		return nil, dir, forget, err
	}
	kept = new(sandbox.Credentials)
	if json.Unmarshal(text, kept) != nil {
		err = fmt.Errorf("%s is damaged; remove it to get new credentials", filepath.Join(dir, credentialsFile))
	}
	return kept, dir, forget, err
}

// keepState writes the credentials for the next start.
func keepState(s *sandbox.Sandbox, dir string) error {
	text, err := encoded(s.Credentials(), "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, credentialsFile), text, 0o600)
}
