#!/usr/bin/env bash
# Provides a toolchain that compiles Rust to wasm32-unknown-unknown, and prints its environment.
#
#   scripts/wasm-toolchain.sh      progress on stderr; on stdout lines NAME=value, read by scripts/build.mjs
#
# The toolchain is a Rust compiler with the sources of its standard library, to be compiled with the modules, and `wasm-bindgen` in exactly
# the version of Cargo.lock. Installed parts are used; missing ones are built into a per-user cache shared by all clones. Nothing is written
# into the repository, so ordinary builds never depend on this.
#
# SUPERLINEAR_WASM_RUST=rustup|debian selects the compiler's source; by default rustup is tried first.
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32-unknown-unknown
wasm_bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3 }' Cargo.lock)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/superlinear"
path_prefix=()

say() { printf 'wasm toolchain: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Runs a command, and shows its output only if it fails.
quietly() {
  local log; log=$(mktemp)
  if "$@" >"$log" 2>&1; then rm -f "$log"; else tail -n 40 "$log" >&2; rm -f "$log"; fail "failed: $*"; fi
}

# --- wasm-bindgen ---------------------------------------------------------------------------------------------------

has_version() { [ "$("$1" --version 2>/dev/null)" = "$2" ]; }

# Built for fast compilation, because it runs for seconds and takes minutes to compile. No --locked: its own lock file has named
# withdrawn crate versions.
install_wasm_bindgen() {
  export CARGO_TARGET_DIR="$cache/target" CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=false CARGO_PROFILE_RELEASE_STRIP=symbols
  say "compiling wasm-bindgen $wasm_bindgen_version"
  quietly cargo install --force --root "$1" --bin wasm-bindgen --no-default-features "wasm-bindgen-cli@$wasm_bindgen_version"
  rm -rf "$CARGO_TARGET_DIR"
}

# --- the compiler --------------------------------------------------------------------------------------------------

has_sources() { [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ]; }

add_sources_by_rustup() {
  command -v rustup >/dev/null || return 1
  say "rustup component add rust-src"
  RUSTUP_MAX_RETRIES=1 rustup component add rust-src >&2 && has_sources
}

# If rustup's server is unreachable: Debian has a recent compiler with its sources. A folder of links puts it before rustup's.
debian_rust() {
  if ! { [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust/library ] &&
    command -v wasm-ld-19 >/dev/null; }; then
    command -v apt-get >/dev/null || fail "no sources of the standard library: install them with 'rustup component add rust-src'"
    say "installing Debian's rustc-web, cargo-web, rust-web-src, lld-19 (about 1 minute)"
    local packages=(rustc-web cargo-web rust-web-src lld-19) apt=(apt-get -qq -o DPkg::Lock::Timeout=600)
    if [ "$(id -u)" != 0 ]; then
      sudo -n true 2>/dev/null || fail "needs, once, from root: apt-get install ${packages[*]}"
      apt=(sudo -n "${apt[@]}")
    fi
    "${apt[@]}" update >&2 || say "apt-get update failed; going on with the package lists at hand"
    quietly "${apt[@]}" install -y --no-install-recommends "${packages[@]}"
  fi
  mkdir -p "$cache/debian-rust"
  ln -sfn /usr/bin/rustc "$cache/debian-rust/rustc"
  ln -sfn /usr/bin/cargo "$cache/debian-rust/cargo"
  path_prefix+=("$cache/debian-rust")
  linker=$(command -v wasm-ld-19)
}

provide_rust() {
  linker=
  case "${SUPERLINEAR_WASM_RUST:-}" in
    rustup) has_sources || add_sources_by_rustup || fail "rustup could not add rust-src" ;;
    debian) debian_rust ;;
    '') has_sources || add_sources_by_rustup || debian_rust ;;
    *) fail "SUPERLINEAR_WASM_RUST is 'rustup', 'debian' or unset" ;;
  esac
}

# --- all of it -----------------------------------------------------------------------------------------------------

command -v cargo >/dev/null || fail "no cargo on PATH: install Rust from https://rustup.rs"
[ -n "$wasm_bindgen_version" ] || fail "Cargo.lock names no wasm-bindgen"
mkdir -p "$cache"
# If two clones build at once, the second waits for the first. (Without flock, as on macOS, cargo's own lock has this effect.)
if command -v flock >/dev/null; then exec 9>"$cache/lock"; flock 9; fi

tool_job=
trap '[ -z "$tool_job" ] || kill "$tool_job" 2>/dev/null || true' EXIT
if ! has_version wasm-bindgen "wasm-bindgen $wasm_bindgen_version"; then
  home="$cache/wasm-bindgen-$wasm_bindgen_version"
  path_prefix+=("$home/bin")
  if ! has_version "$home/bin/wasm-bindgen" "wasm-bindgen $wasm_bindgen_version"; then
    say "first use: making it takes about 3 minutes on two cores; every later build and clone reuses it"
    install_wasm_bindgen "$home" & # in parallel with the compiler's packages, which mostly wait for network and disk
    tool_job=$!
  fi
fi
provide_rust
if [ -n "$tool_job" ]; then wait "$tool_job" || fail "could not install wasm-bindgen"; tool_job=; fi

prefix=$(IFS=:; echo "${path_prefix[*]:-}")
echo "PATH=${prefix:+$prefix:}$PATH"
if [ -n "$linker" ]; then echo "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker"; fi
