# Builds the web page into clients/web/dist and the program into build/plekberaad. Sourced by ./dev.
# shellcheck shell=bash

build_page() {
  local stamp="$BUILD/page.stamp"
  need_page
  mkdir -p "$BUILD"
  if [ -f "$DIST/index.html" ] && [ -f "$stamp" ] && [ -z "$(find "$WEB" \( -name node_modules -o -name dist \
      -o -name shots -o -name tests \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then return; fi
  step "Building the page"
  node_run node_modules/vite/bin/vite.js build --logLevel warn
  touch "$stamp"
}

# configure PRESET: into the preset's own folder.
configure() {
  local arguments=(--preset "$1" "-DPLEKBERAAD_WEB_DIST=$DIST" --log-level=WARNING)
  command -v ccache >/dev/null && arguments+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  cmake "${arguments[@]}" >&2
}

# compile FOLDER TARGET...
compile() {
  local folder="$1"
  shift
  step "Compiling $* ($(jobs_max) at a time)"
  ninja -j "$(jobs_max)" -C "$folder" "$@" >&2
}

build_program() {
  need_build
  build_page
  configure release
  compile "$BUILD" "${@:-plekberaad}"
}

verb_build() {
  build_program
  say "The program stands at build/plekberaad."
}
