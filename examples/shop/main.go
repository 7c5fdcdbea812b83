package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "shop:", err)
		os.Exit(1)
	}
}

// run serves until ctx is over, and then ends what is under way.
func run(ctx context.Context, getenv func(string) string, out io.Writer) (err error) {
	if getenv, err = withFile(getenv, getenv("SHOP_ENV_FILE"), time.Minute); err != nil {
		return err
	}
	seen, err := observe(out)
	if err != nil {
		return err
	}
	defer func() {
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = errors.Join(err, seen.Close(within))
	}()
	listener, err := net.Listen("tcp", getenv("SHOP_LISTEN"))
	if err != nil {
		return err
	}
	settings := Settings{Get: getenv, At: getenv("SHOP_URL")}
	if settings.At == "" {
		settings.At = "http://" + listener.Addr().String()
	}
	providers, err := settings.providers(seen.Option)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	shop := NewShop(ctx, providers, seen.Log)
	handler, err := shop.Handler()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	seen.Log.Info("the shop is open", "address", listener.Addr().String(), "providers", len(providers))
	return serve(ctx, listener, handler, shop)
}

// serve ends in order: no new requests, those under way to their end, then the orders that are being followed. A call
// that moves money is not cut off: its outcome would be unknown.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, shop *Shop) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	// the longest call and its question
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Minute)
	defer cancel()
	err := server.Shutdown(within)
	shop.Wait()
	return err
}
