#!/usr/bin/env bash
# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
#
# The commands of this repository; `./do help` lists them. Everything they make lies in this folder:
# .venv, node_modules, .cache (downloads, assets, keys) and var (the data, LEISTUNGSWERK_DATA).
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
caller=$PWD
venv=$root/.venv
cache=$root/.cache
python=$venv/bin/python
keys_of_a_kind=3

export PATH="$venv/bin:$PATH"
export UV_CACHE_DIR="${UV_CACHE_DIR:-$cache/uv}" UV_PYTHON_DOWNLOADS=never
export PIP_CACHE_DIR="${PIP_CACHE_DIR:-$cache/pip}" PIP_DISABLE_PIP_VERSION_CHECK=1
export npm_config_cache="${npm_config_cache:-$cache/npm}" npm_config_update_notifier=false
# A relative data folder is meant from where the command was typed, whatever folder a step works in.
LEISTUNGSWERK_DATA=${LEISTUNGSWERK_DATA:-$root/var}
[[ $LEISTUNGSWERK_DATA == /* ]] || LEISTUNGSWERK_DATA=$caller/$LEISTUNGSWERK_DATA
export LEISTUNGSWERK_DATA

fail() {
  printf 'Fehler: %s\n' "$1" >&2
  exit 1
}

# quietly TEXT COMMAND…: what the command printed is shown only if it fails.
quietly() {
  local text=$1 log=$cache/last-step.log
  shift
  if ! "$@" >"$log" 2>&1; then
    printf '\n' >&2
    cat "$log" >&2
    fail "Der Schritt '$text' ist nicht gelungen. Die Meldung darüber sagt, woran es lag."
  fi
}

# step TEXT COMMAND…: the same for what takes its time, announced and timed.
step() {
  local started=$SECONDS
  printf '· %s …' "$1" >&2
  quietly "$@"
  printf ' %d s\n' "$((SECONDS - started))" >&2
}

fingerprint() { cat -- "$@" | sha256sum | cut -d ' ' -f 1; }

# A stamp holds the fingerprint of what was installed; an interrupted installation leaves none.
stamped() { [[ -f $1 && $(<"$1") == "$2" ]]; }

find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail "Es fehlt Python ab 3.11. Debian 12: apt-get install python3 python3-venv; oder PYTHON=/pfad/zu/python3 setzen."
}

make_venv() {
  local base
  base=$(find_python)
  "$base" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Zu '$base' fehlt das Modul venv. Debian 12: apt-get install python3-venv"
  step "Python-Umgebung" "$base" -m venv --clear "$venv"
  step "Installationswerkzeug" "$python" -m pip install --quiet --require-hashes -r "$root/requirements/bootstrap.txt"
  printf '%s\n' "$1" >"$venv/.stamp-bootstrap"
}

# The locked set of one level. „dev“ holds all of „run“, so a machine for developing needs nothing more to run.
install_python() {
  local level=$1 print bootstrap address
  # The path belongs to it: the programs in a virtual environment know where it lies.
  bootstrap="$(fingerprint "$root/requirements/bootstrap.txt") $root"
  if ! stamped "$venv/.stamp-bootstrap" "$bootstrap" || ! "$python" -c '' 2>/dev/null; then
    make_venv "$bootstrap"
  fi
  print=$(fingerprint "$root/requirements/dev.txt" "$root/pyproject.toml")
  if stamped "$venv/.stamp-dev" "$print"; then return; fi
  if [[ $level == run ]]; then
    print=$(fingerprint "$root/requirements/run.txt" "$root/pyproject.toml")
    if stamped "$venv/.stamp-run" "$print"; then return; fi
  fi
  # pip's configured package index holds for uv too, which does not read pip's settings.
  address=$("$python" -m pip config get global.index-url 2>/dev/null || true)
  if [[ -n $address ]]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$address}"; fi
  rm -f "$venv/.stamp-run" "$venv/.stamp-dev"
  step "Python-Pakete ($level)" uv pip sync --quiet --require-hashes --python "$python" "$root/requirements/$level.txt"
  step "Leistungswerk" uv pip install --quiet --no-deps --no-build-isolation --python "$python" -e "$root"
  printf '%s\n' "$print" >"$venv/.stamp-$level"
}

# Where the machine has no npm, the wheel of Node.js brings one into a folder of its own.
find_npm() {
  if npm --version >/dev/null 2>&1; then return; fi
  local print
  print=$(fingerprint "$root/requirements/node.txt")
  if ! stamped "$cache/node/.stamp" "$print"; then
    step "Node.js" "$python" -m venv --clear --without-pip "$cache/node"
    step "npm" uv pip sync --quiet --require-hashes --python "$cache/node/bin/python" "$root/requirements/node.txt"
    printf '%s\n' "$print" >"$cache/node/.stamp"
  fi
  export PATH="$cache/node/bin:$PATH"
}

install_node() {
  local level=$1 print
  local -a omit=()
  print=$(fingerprint "$root/package-lock.json")
  if stamped "$root/node_modules/.stamp-dev" "$print"; then return; fi
  if [[ $level == run ]]; then
    if stamped "$root/node_modules/.stamp-run" "$print"; then return; fi
    omit=(--omit=dev)
  fi
  find_npm
  step "Gestaltung und Schriften (npm)" npm ci --prefix "$root" --ignore-scripts --no-audit --no-fund "${omit[@]}"
  printf '%s\n' "$print" >"$root/node_modules/.stamp-$level"
}

make_keys() {
  local stamp=$cache/keys/.stamp-$keys_of_a_kind
  if [[ -f $stamp ]]; then return; fi
  mkdir -p "$cache/keys"
  step "Schlüsselvorrat für Demo und Tests" leistungswerk keypool --size "$keys_of_a_kind"
  : >"$stamp"
}

# setup run|dev: brings this folder up to date; does nothing where nothing changed.
setup() {
  local level=$1
  mkdir -p "$cache"
  # One installation at a time: a second call waits for the first and then finds everything done.
  exec 9>"$cache/setup.lock"
  if command -v flock >/dev/null; then flock 9; fi
  cd "$root"
  install_python "$level"
  install_node "$level"
  # Knows by itself whether anything changed: own styles and texts change while one works on them.
  quietly "Oberfläche" "$python" -m leistungswerk.web.assets "$cache"
  make_keys
  exec 9>&-
}

failed=()
check() {
  local text=$1
  shift
  printf '· %s\n' "$text"
  "$@" || failed+=("$text")
}

# Ends as the background process does and shows what it said.
awaited() {
  local process=$1 said=$2 status=0
  wait "$process" || status=$?
  cat "$said"
  return "$status"
}

lint() {
  local types
  # Wiring Django makes a secret key in the data folder; a check must not touch anybody's data.
  export DJANGO_SETTINGS_MODULE=leistungswerk.config.settings LEISTUNGSWERK_DATA=$cache/lint
  # The longest of all goes on beside the others.
  mypy >"$cache/mypy.txt" 2>&1 &
  types=$!
  check "ruff: Regeln" ruff check --quiet .
  check "ruff: Form" ruff format --check --quiet .
  check "import-linter: Stockwerke" lint-imports --no-logo
  check "reuse: Lizenzangaben" reuse lint --lines
  check "Maße: Dateien, Funktionen, Klassen" "$python" -m tools.size
  check "Keine Adressen von Paketquellen, keine Pfade einer Maschine" "$python" -m tools.addresses
  check "Übersetzungen vollständig" "$python" -m tools.catalogue
  check "Migrationen vollständig" "$python" -m django makemigrations --check --dry-run --verbosity 1
  check "mypy: Typen" awaited "$types" "$cache/mypy.txt"
  if ((${#failed[@]})); then
    printf 'Zu beheben:\n' >&2
    printf '  – %s\n' "${failed[@]}" >&2
    exit 1
  fi
  printf 'Alles in Ordnung.\n'
}

usage() {
  cat <<'TEXT'
./do run [ANGABEN]     richtet ein, was fehlt, und startet die Demo (Server, Sandbox, Empfänger)
./do test [ANGABEN]    alle Tests, ein Teil auch auf PostgreSQL; Angaben gehen an pytest, dann nur auf SQLite
./do lint              alle Prüfungen des Quelltextes
./do bench [ANGABEN]   die Messungen
./do setup [dev]       richtet nur ein; mit „dev“ auch für test, lint und bench
./do lw BEFEHL …       der Befehl „leistungswerk“ aus dieser Umgebung, etwa: ./do lw import schema DATEI
TEXT
}

command=${1:-help}
if (($#)); then shift; fi
case $command in
  setup)
    [[ ${1:-run} == run || ${1:-run} == dev ]] || fail "setup kennt nur 'run' und 'dev', nicht '$1'."
    setup "${1:-run}"
    ;;
  run | lw)
    setup run
    cd "$caller"
    if [[ $command == run ]]; then set -- demo "$@"; fi
    exec leistungswerk "$@"
    ;;
  test)
    setup dev
    "$python" -m pytest -n 2 --dist loadgroup "$@"
    # With arguments one works on something particular; all of it includes the marked subset on PostgreSQL.
    if ((!$#)); then exec "$python" tests/postgres.py -n 2; fi
    ;;
  lint)
    setup dev
    lint
    ;;
  bench)
    setup dev
    exec "$python" -m bench "$@"
    ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    fail "Den Befehl '$command' gibt es nicht."
    ;;
esac
