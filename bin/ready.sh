# Makes Python and the locked packages ready, then leaves `python` and `root` set. Read by start, test, check and bin/hometime.
# Takes: root, the folder of the programme; wants, runtime or dev, the lock to install. Needs Python 3.11 or newer, nothing else.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

find_python() {
    for candidate in "${HOMETIME_PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Where the packages live: .venv beside the programme, or the user's cache folder when that may not be written.
find_venv() {
    if [ -n "${HOMETIME_VENV:-}" ]; then
        venv=$HOMETIME_VENV
        return 0
    fi
    venv=$root/.venv
    is_ready && return 0
    if [ -d "$venv" ]; then [ -w "$venv" ] && return 0; else [ -w "$root" ] && return 0; fi
    cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}
    venv=$cache/hometime/$(printf '%s' "$root" | cksum | cut -d ' ' -f 1)
}

# Ready means: the lock that was installed is, byte for byte, the lock that is wanted.
is_ready() {
    cmp -s "$root/requirements/$wants.txt" "$venv/installed-$wants.txt" && [ -x "$venv/bin/python" ]
}

make_venv() {
    [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' >/dev/null 2>&1 && return 0
    base=$(find_python) || stop "Hometime needs Python 3.11 or newer, and none was found." \
        "On Debian or Ubuntu: sudo apt install python3 python3-venv. Elsewhere: https://www.python.org/downloads/"
    mkdir -p "$(dirname "$venv")" 2>/dev/null || stop "$(dirname "$venv") cannot be written." \
        "Put Hometime in a folder of your own, or name a place for its packages: HOMETIME_VENV=FOLDER"
    if [ -n "$uv" ]; then
        output=$("$uv" venv --quiet --clear --python "$base" "$venv" 2>&1) || explain "$output"
    elif "$base" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        output=$("$base" -m venv --clear "$venv" 2>&1) || explain "$output"
    else
        stop "Python's venv module is missing." \
            "On Debian or Ubuntu: sudo apt install python3-venv. Then run this again."
    fi
}

install() {
    lock=$root/requirements/$wants.txt
    if [ -n "$uv" ]; then
        output=$("$uv" pip install --quiet --python "$venv/bin/python" --only-binary :all: --require-hashes \
            -r "$lock" 2>&1) || explain "$output"
    else
        output=$("$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
            --only-binary :all: --require-hashes -r "$lock" 2>&1) || explain "$output"
    fi
    [ "$wants" = runtime ] || cp "$root/requirements/runtime.txt" "$venv/installed-runtime.txt" || explain "No space left"
    cp "$lock" "$venv/installed-$wants.txt" || explain "No space left"
}

# Turns an installer's words into a plain sentence; the last of its own words follow, for whoever helps.
explain() {
    case $1 in
    *"No space left"* | *"ENOSPC"* | *"isk quota"*)
        why="The disk is full. Free about 600 MB and run this again." ;;
    *"hash"*"ismatch"* | *"DO NOT MATCH THE HASHES"*)
        why="A downloaded package is not the one that was checked, so it was not installed. Try again later." ;;
    *"ermission denied"* | *"ead-only file system"*)
        why="$venv cannot be written. Name another place for the packages: HOMETIME_VENV=FOLDER" ;;
    *"from versions: none"* | *"onnect"* | *"resol"* | *"etwork"* | *"imed out"* | *"imeout"* | *"fetch"* | *"dns error"*)
        why="The packages could not be fetched. The first run needs the internet; later runs do not. Connect and run this again." ;;
    *)
        why="The packages could not be installed. Nothing else was changed; it is safe to run this again." ;;
    esac
    say "$why"
    printf '%s\n' "$1" | tail -n 3 | sed 's/^/    /' >&2
    exit 1
}

uv=$(command -v uv 2>/dev/null) || uv=
[ -z "$uv" ] || "$uv" --version >/dev/null 2>&1 || uv=
[ -z "${HOMETIME_NO_UV:-}" ] || uv=
find_venv
if ! is_ready; then
    say "Getting Hometime ready: this happens once and takes about a minute …"
    make_venv
    install
    say "Ready."
fi
python=$venv/bin/python
PYTHONPATH=$root PYTHONSAFEPATH=1
export PYTHONPATH PYTHONSAFEPATH
