#!/usr/bin/env bash
# licences.sh VENV: docs/third-party-licences.md, the packages that the product installs and their licences as they state them.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1 out=docs/third-party-licences.md
mapfile -t names < <(sed -nE 's/^([A-Za-z0-9._-]+)(\[.*\])?==.*/\1/p' requirements.lock)
{
  cat <<'TEXT'
# Third-party licences

What `requirements.lock` installs to run the product, with the licence that each package states. Written by `make licences`
on Linux: what only another system needs (colorama on Windows) is not listed. None of them is part of this repository.

TEXT
  "$venv/bin/pip-licenses" --python "$venv/bin/python" --from mixed --format markdown --with-system --packages "${names[@]}"
} >"$out.new"
mv "$out.new" "$out"
