module github.com/strictpay/strictpay/internal/changes

go 1.26.0

replace github.com/strictpay/strictpay => ../..

require (
	github.com/strictpay/strictpay v0.0.0
	golang.org/x/exp v0.0.0-20261113113407-e3970619a1a4
	golang.org/x/tools v0.52.1-0.20261106145633-d407941a339a
	gopkg.in/yaml.v3 v3.0.1
)

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
