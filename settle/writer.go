package settle

import (
	"context"
)

// A writer runs short changes, each in a transaction.
type writer[TTx any] struct{ db Database[TTx] }

func (w *writer[TTx]) run(ctx context.Context, do func(ctx context.Context, tx TTx, c conn) error) error {
	return inTx(ctx, w.db, do)
}
