package rozetkapay_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/damage/through"
)

// Every example body, damaged in every way at every place, is reported as the rules of internal/damage have it.
func TestDamagedBodiesAreReported(t *testing.T) { through.Run(t, rozetkapayapi.API) }
