#!/bin/sh
# Makes .venv from requirements.lock where there is none, where the lock has changed or the checkout has moved, and installs
# the project in it. Says nothing and does nothing where all is as it should be. With uv where it is there, else with pip.
#
# PYTHON=…  the Python to build with (else the first suitable one on PATH)      UV=  (empty) leave uv aside
set -eu
cd "$(dirname "$0")/.."

suitable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'
uv=${UV-uv}
bin=.venv/bin
if [ "${OS-}" = Windows_NT ]; then bin=.venv/Scripts; fi

say() { printf '%s\n' "$*" >&2; }

# What the environment was made from and for. Written last, so that an interrupted set-up counts as none.
stamp() { pwd; cat requirements.lock; }

is_current() { [ -f .venv/stamp ] && stamp | cmp -s - .venv/stamp && "$bin/python" -c "$suitable" 2>/dev/null; }

has_uv() { [ -n "$uv" ] && command -v "$uv" >/dev/null 2>&1; }

find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3 python python3.13 python3.12 python3.11 python3.14; do
        if command -v "$python" >/dev/null 2>&1 && "$python" -c "$suitable" 2>/dev/null; then return; fi
        if [ "$python" = "${PYTHON-}" ]; then say "PYTHON=$PYTHON is no Python 3.11 to 3.14; looking for another."; fi
    done
    if has_uv; then python='>=3.11,<3.15'; return; fi
    say 'biaozhun needs Python 3.11 to 3.14 and finds none on PATH. Install one, or name it: make PYTHON=/path/to/python3.12'
    exit 1
}

install_with_uv() {
    "$uv" venv --quiet --python "$python" .venv &&
        "$uv" pip install --quiet --compile-bytecode --python "$bin/python" --require-hashes -r requirements.lock
}

install_with_pip() {
    "$python" -m venv .venv &&
        "$bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
}

make_environment() {
    find_python
    rm -rf .venv
    if has_uv; then
        say 'Setting up .venv from requirements.lock with uv …'
        if install_with_uv; then return; fi
        say 'uv could not; trying pip, which has its own configuration.'
        rm -rf .venv
    fi
    say 'Setting up .venv from requirements.lock with pip (a minute or two) …'
    if install_with_pip; then return; fi
    rm -rf .venv
    say 'The environment could not be made; the messages above say why.'
    say 'No network, or behind a mirror? See "Behind a package mirror" in README.md. No venv module? Debian: apt-get install python3-venv'
    exit 1
}

install_project() {
    if "$bin/python" -m pip --version >/dev/null 2>&1; then
        "$bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
    else
        "$uv" pip install --quiet --python "$bin/python" --no-deps --no-build-isolation --editable .
    fi
    cp pyproject.toml .venv/pyproject.toml
}

if ! is_current; then
    make_environment
    install_project
    stamp >.venv/stamp
elif ! cmp -s pyproject.toml .venv/pyproject.toml; then
    install_project
fi
