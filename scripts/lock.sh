#!/usr/bin/env bash
# lock.sh UV [OPTION...]: requirements.lock and requirements-dev.lock, for every platform and Python from 3.11 on.
# Where packages come from is each machine's own affair and is not written down. What is locked stays unless the
# requirements say otherwise; --upgrade brings the newest of what they leave open.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1
shift
compile() {
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@"
}
compile "$@" requirements.txt --output-file requirements.lock
# The tests run on the very versions that the product runs on.
compile "$@" requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock
