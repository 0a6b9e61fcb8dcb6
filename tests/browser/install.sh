#!/usr/bin/env bash
# Make sure that the browser checks have a browser, where that is possible: a word when it is not.
set -u
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && exit 0
done
echo "no Chromium found: trying to install one" >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
        >/dev/null 2>&1 && exit 0
fi
timeout 120 .venv/bin/playwright install chromium >/dev/null 2>&1 && exit 0
echo "no Chromium could be installed: the browser checks will be skipped (install Chromium to run them)" >&2
exit 0
