#!/usr/bin/env bash
# sbom.sh VENV: var/sbom.json, the bill of what requirements.lock installs, as CycloneDX JSON.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p var
"$1/bin/cyclonedx-py" requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o var/sbom.json
