#!/usr/bin/env bash
# make_venv.sh PYTHON VENV LOCK: a virtual environment with exactly the locked packages, each checked by its hash, or a plain word on what is missing.
set -euo pipefail
python=$1 venv=$2 lock=$3
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed / 需要 Python 3.11 或更新版本。" >&2
  exit 1
fi
if [ ! -x "$venv/bin/python" ]; then
  if ! "$python" -m venv "$venv"; then
    rm -rf "$venv"
    echo "Python's venv module is missing (Debian: apt-get install python3-venv) / 缺少 venv 模块。" >&2
    exit 1
  fi
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
