# `make help` lists the targets. Every target installs what it needs first.
.DEFAULT_GOAL := help
# Images of Python often set it; each process of the desk would then compile all of its code again.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup web demo demo-reset test test-dovecot test-s3 test-clamav check format bench lock

help:  ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## make .venv with the pinned packages and the pitboss command
	@scripts/setup

web: setup  ## build the screens, the workspace and the widget
	@scripts/web build

demo: web  ## run the desk with two demo brands, sample players and a local mailbox
	@.venv/bin/pitboss demo

demo-reset: web  ## the same, from empty data
	@.venv/bin/pitboss demo --reset

test: web  ## run all tests on a real PostgreSQL and in a real browser
	@scripts/browser
	@scripts/web test
	@.venv/bin/pytest -n auto --dist worksteal

test-dovecot: setup  ## run the mailbox tests on a real Dovecot, which must be installed
	@.venv/bin/pytest -m dovecot tests/channels/test_imap.py

test-s3: setup  ## run the file tests on a real S3: TEST_S3_URL=s3://bucket/prefix, and AWS_… as docs/how-to/operate.md says
	@.venv/bin/pytest -m s3 tests/files

test-clamav: setup  ## run the file tests with a real ClamAV, which must be installed (clamav-daemon)
	@.venv/bin/pytest -m clamav tests/files

check: setup  ## formatting, lint, types, import contract
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@scripts/web check

format: setup  ## rewrite the code in the project's format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup  ## measure the hot paths against their floors; bench/README.md says how to read it
	@.venv/bin/python -m bench

lock: setup  ## renew the pinned versions
	@scripts/lock --upgrade
