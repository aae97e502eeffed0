#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, installing one if there is none:
# Debian's package when root on Debian, else the build that Playwright downloads.
set -euo pipefail
cd "$(dirname "$0")"

if [ -n "${CHROMIUM_PATH:-}" ]; then
  [ -x "$CHROMIUM_PATH" ] || { echo "CHROMIUM_PATH names no program: $CHROMIUM_PATH" >&2; exit 1; }
  echo "$CHROMIUM_PATH"
  exit
fi

installed() {
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" && return
  done
  for name in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -x "$name" ]; then
      echo "$name"
      return
    fi
  done
  return 1
}

installed && exit

if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null; then
  echo "Installing Debian's chromium" >&2
  if {
    apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  } >&2; then
    installed && exit
  fi
  echo "Debian's package could not be installed" >&2
fi

echo "Installing Playwright's chromium" >&2
npx --no-install playwright install chromium >&2
exec node -p 'require("@playwright/test").chromium.executablePath()'
