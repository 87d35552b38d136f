#!/usr/bin/env bash
# Does a slip of a log line fail to compile? usage: log_guard.sh COMPILER ROOT. The good case shows that it is the slip
# that fails, and not the file.
set -euo pipefail
compiler="$1" root="$2"
compiles() {
  "$compiler" -std=c++20 -fsyntax-only -DFMT_SHARED -DSPDLOG_COMPILED_LIB -DSPDLOG_FMT_EXTERNAL -DSPDLOG_SHARED_LIB \
    -I"$root" -DCASE="$1" "$root/tests/personal/log_guard.cpp" >"${TMPDIR:-/tmp}/log_guard.$$" 2>&1
}
trap 'rm -f "${TMPDIR:-/tmp}/log_guard.$$"' EXIT
compiles 0 || { cat "${TMPDIR:-/tmp}/log_guard.$$"; echo "the good case does not compile"; exit 1; }
for slip in 1 2 3 4 5 6 7; do
  if compiles "$slip"; then echo "slip $slip compiles: it would stand in the log"; exit 1; fi
  grep -q "constraints not satisfied\|no matching function" "${TMPDIR:-/tmp}/log_guard.$$" ||
    { cat "${TMPDIR:-/tmp}/log_guard.$$"; echo "slip $slip fails for another reason"; exit 1; }
done
echo "7 slips do not compile"
