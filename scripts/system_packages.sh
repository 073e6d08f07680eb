#!/usr/bin/env bash
# Chromium and a Chinese font for the browser tests, LibreOffice and poppler for those of the documents: installed from
# Debian when root, otherwise named.
set -euo pipefail
missing=()
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || missing+=(chromium)
{ command -v fc-list >/dev/null && fc-list ':lang=zh' family | grep -q .; } || missing+=(fonts-noto-cjk fontconfig)
program=$(readlink -f "$(command -v soffice || true)" || true)
[ -n "$program" ] || missing+=(libreoffice-impress)
ls "$(dirname "$program")"/libswlo.* >/dev/null 2>&1 || missing+=(libreoffice-writer)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need: ${missing[*]} (or CHROMIUM=/path/to/chromium) / 测试缺少以上软件。" >&2
  exit 1
fi
