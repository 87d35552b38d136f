#!/usr/bin/env bash
# Tries deploy/Caddyfile with the real Caddy on loopback, in front of build/plekberaad: a page over TLS, a WebSocket
# through it, and addresses believed only from the proxy. Run by `./dev test`; needs a built program, caddy and python3.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
PROGRAM="${PLEKBERAAD_PROGRAM:-$ROOT/build/plekberaad}"
[ -x "$PROGRAM" ] || { echo "Build first: ./dev build" >&2; exit 1; }

folder="$(mktemp -d)"
children=()
tidy_up() {
  local pid
  for pid in "${children[@]}"; do kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap tidy_up EXIT

read -r inner outer < <(python3 - <<'PY'
import socket
doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(door.getsockname()[1] for door in doors))
PY
)

"$PROGRAM" serve --demo --listen "127.0.0.1:$inner" --data "$folder/data" --trusted-proxy 127.0.0.1/32 \
  --public-url "https://localhost:$outer" >"$folder/serve.log" 2>&1 &
children+=($!)

# Everything Caddy would write (its own authority, its settings) stays in this folder.
env HOME="$folder" XDG_DATA_HOME="$folder" XDG_CONFIG_HOME="$folder" \
  PLEKBERAAD_SITE="https://localhost:$outer" PLEKBERAAD_UPSTREAM="127.0.0.1:$inner" PLEKBERAAD_TLS="tls internal" \
  PLEKBERAAD_GLOBAL=$'admin off\nskip_install_trust\nauto_https disable_redirects' \
  caddy run --config "$ROOT/deploy/Caddyfile" --adapter caddyfile >"$folder/caddy.log" 2>&1 &
children+=($!)

if ! python3 "$ROOT/deploy/try_caddy_checks.py" "$inner" "$outer" "$folder"; then
  echo "--- server"; tail -n 20 "$folder/serve.log"
  echo "--- caddy"; tail -n 20 "$folder/caddy.log"
  exit 1
fi
