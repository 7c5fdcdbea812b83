SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --warn-undefined-variables --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help generate new-api changes changelog demo test test-page check format vet staticcheck generated tidy race fuzz fuzz-smoke bench soak test-settle bench-settle soak-settle

# Modules of their own: what they need never reaches a user of the clients.
NESTED := bench otel internal/changes internal/browser settle examples
# Revision that make changes compares with; empty: the newest version in CHANGELOG.md. FORMAT is text or markdown.
BASE ?=
FORMAT ?= text
# The API of make new-api.
NAME ?=
# How long each fuzz target runs in make fuzz.
FUZZTIME ?= 60s
# How long make soak runs.
SOAKTIME ?= 60s
# How often make soak-settle kills a process.
KILLEVERY ?= 20s
# Inputs are not minimised: with seeds of several kB that would take the whole time.
FUZZ := go test -run='^$$' -fuzzminimizetime=1x

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

generate: ## write gen/ from specs/
	go generate .
	cd bench && go generate .

changes: ## what the specs and gen/ changed since BASE (the last version), FORMAT=text or markdown
	@go -C internal/changes run . -root $(CURDIR) -base '$(BASE)' -format $(FORMAT)

changelog:
	@echo '==> CHANGELOG.md and x-revision'
	@go -C internal/changes run . -root $(CURDIR) -check

new-api: ## skeletons of one more API: make new-api NAME=acme
	@go run ./internal/newapi $(NAME)

demo: ## typed calls to all four APIs, against the sandbox in this process
	go run ./cmd/strictpay demo

# Without vet, which check runs over everything.
test: ## all tests but the longest, which run in check
	go test -short -vet=off ./...

test-page: ## the page of the sandbox in a browser; STRICTPAY_TEST_CHROMIUM names its program, or is "required"
	@echo '==> the page of the sandbox in a browser'
	@command -v chromium chromium-browser google-chrome $${STRICTPAY_TEST_CHROMIUM:-} >/dev/null || echo 'skipped where there is no chromium'
	@cd internal/browser && go test ./...

check: format vet staticcheck tidy generated changelog test race test-settle test-page fuzz-smoke ## everything CI runs

format:
	@echo '==> gofmt'
	@files=$$(git ls-files '*.go' | xargs gofmt -l); if [ -n "$$files" ]; then echo "not formatted: $$files"; echo "run: gofmt -w $$files"; exit 1; fi

vet:
	@echo '==> go vet'
	@go vet ./...
	@for module in $(NESTED); do go -C $$module vet ./...; done

staticcheck:
	@echo '==> staticcheck'
	@go run honnef.co/go/tools/cmd/staticcheck $$(go list ./... | grep -v /gen/)
	@# The routers are oapi-codegen's, whose error texts begin with a capital letter.
	@go run honnef.co/go/tools/cmd/staticcheck -checks=inherit,-ST1005 ./gen/...
	@bin=$$(mktemp -d) && trap 'rm -rf '"$$bin" EXIT && go build -o "$$bin" honnef.co/go/tools/cmd/staticcheck && \
		cd settle && "$$bin/staticcheck" ./...

tidy:
	@echo '==> go mod tidy -diff'
	@go mod tidy -diff || { echo 'run: go mod tidy'; exit 1; }
	@for module in $(NESTED); do \
		go -C $$module mod tidy -diff || { echo "run: go -C $$module mod tidy"; exit 1; }; \
	done

generated:
	@echo '==> generated code'
	@for spec in specs/*/openapi.yaml; do go run ./internal/strictgen -check $$(dirname $$spec); done
	@go run ./internal/strictgen -check bench/flat
	@for dir in gen/*/; do grep -qs "output: $${dir%/}$$" specs/*/codegen.yaml || { echo "$$dir belongs to no spec; remove it"; exit 1; }; done

race:
	@echo '==> tests with the race detector'
	@go test -race -timeout 30m ./...
	@# What is left out both there and in make test.
	@go test $$(git grep -l underRace -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's,^,./,')
	@cd bench && go test ./...
	@cd internal/changes && go test ./...
	@cd otel && go test -race ./...
	@cd examples && go test -race ./...

test-settle: ## tests of settle, on SQLite and, where it is installed, Postgres
	@echo '==> tests of settle'
	@cd settle && go test ./...

fuzz: ## every fuzz target for FUZZTIME (60s)
	@for package in $$(go list ./...); do \
		for target in $$(go test -list='^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "==> $$package $$target"; \
			$(FUZZ) -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) $$package; \
		done; \
	done

# By count: at the end of a time go test may call its own deadline a failure (golang/go#48591).
fuzz-smoke:
	@$(MAKE) fuzz FUZZTIME=1000x

bench: ## ratios against other libraries, in about seven minutes
	@cd bench && go run .

soak: ## calls with all faults on, for SOAKTIME (60s)
	@go run ./internal/soak -for $(SOAKTIME)

bench-settle: ## what an intent costs, outcomes per second, recovery after a kill
	@cd settle && go run ./internal/load

soak-settle: ## processes killed every KILLEVERY (20s), for SOAKTIME (60s) on each database
	@cd settle && go run ./internal/load -soak $(SOAKTIME) -kill $(KILLEVERY)
