package settle

import (
	"context"
	"database/sql"
	"sync"
)

// statements are those of SQLite that come again and again, prepared: parsing one takes longer than running it.
type statements struct {
	mu       sync.Mutex
	seen     map[string]int
	wanted   []string
	prepared map[string]*sql.Stmt
}

// worthPreparing is how often a statement has come by then.
const worthPreparing = 3

// in gives a statement for a transaction; nil where it is not prepared.
func (s *statements) in(ctx context.Context, tx *sql.Tx, query string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if prepared := s.prepared[query]; prepared != nil {
		return tx.StmtContext(ctx, prepared)
	}
	if s.seen == nil {
		s.seen = map[string]int{}
	}
	if s.seen[query]++; s.seen[query] == worthPreparing {
		s.wanted = append(s.wanted, query)
	}
	return nil
}

// prepare prepares what has come often enough. There is one connection, so no transaction may be open here. What
// cannot be prepared is parsed each time.
func (s *statements) prepare(ctx context.Context, db *sql.DB) {
	s.mu.Lock()
	wanted := s.wanted
	s.wanted = nil
	s.mu.Unlock()
	for _, query := range wanted {
		statement, err := db.PrepareContext(ctx, query)
		if err != nil {
			continue
		}
		s.mu.Lock()
		if s.prepared == nil {
			s.prepared = map[string]*sql.Stmt{}
		}
		s.prepared[query] = statement
		s.mu.Unlock()
	}
}
