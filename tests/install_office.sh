#!/bin/sh
# The office round trip needs LibreOffice Calc and its bridge to Python, from Debian; official documents need Writer.
# Install them where we may; elsewhere say so loudly. In CI a missing suite fails the run: a skipped test must never
# look passed.
has_writer() { [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libswlo.so" ]; }
if command -v soffice >/dev/null 2>&1 && has_writer && /usr/bin/python3 -c "import uno" 2>/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq &&
        apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui python3-uno \
            >/dev/null && exit 0
fi
echo "!!! No LibreOffice with Writer and python3-uno and no right to install it: OFFICE TESTS WILL NOT RUN" \
    "(apt-get install libreoffice-calc-nogui libreoffice-writer-nogui python3-uno)." >&2
[ -z "${CI:-}" ] || exit 1
exit 0
