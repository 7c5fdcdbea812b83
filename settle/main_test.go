package settle

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		child()
	}
	code := m.Run()
	if shared.cluster != nil {
		shared.cluster.Remove()
	}
	os.Exit(code)
}
