#!/usr/bin/env bash
# Everything that must hold before a change goes in. As root, programs that are missing are installed.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium-headless-shell)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v psql >/dev/null && compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
# What the drills break things with.
command -v strace >/dev/null || missing+=(strace)
command -v faketime >/dev/null || missing+=(faketime)
command -v fiu-run >/dev/null && command -v fiu-ctrl >/dev/null || missing+=(fiu-utils)
command -v unshare >/dev/null && command -v nsenter >/dev/null || missing+=(util-linux)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -q && apt-get install -q -y --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 ||
      echo "not installed (apt-get failed): ${missing[*]}"
  else
    echo "not installed (needs root): ${missing[*]}"
  fi
fi

make --no-print-directory .venv/.dev build
exec .venv/bin/python -m scripts.ci "$@"
