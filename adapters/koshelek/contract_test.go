package koshelek_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/internal/damage/through"
)

// Every example body, damaged in every way at every place, is told as the severity table has it.
func TestDamagedBodiesAreReported(t *testing.T) { through.Run(t, koshelekapi.API) }
