# Sourced by run: keeps what was measured, one line "KEY VALUE" each, and says why a key has none.

declare -A skipped

record() { printf '%s %s\n' "$1" "$2" >>"$results"; }

# skip KEY WHY: once, and loudly.
skip() {
    [[ -n ${skipped[$1]-} ]] || say "  skipped, $1: $2"
    skipped[$1]=$2
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f\n", a / b }'; }

# Median, least and most of what was recorded under a key, as "MEDIAN LEAST MOST"; nothing if nothing was.
spread() {
    awk -v key="$1" '$1 == key { print $2 }' "$results" | sort -g | awk '
        { value[NR] = $1 }
        END {
            if (NR == 0) exit
            middle = NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2
            print middle, value[1], value[NR]
        }'
}

# expect WHAT CONDITION...: what is no question of speed must hold in each round.
complaints=()
expect() {
    local what=$1
    shift
    "$@" || { complaints+=("$workload, round $round: $what") && say "  WRONG: $what"; }
}

# Microseconds that a command takes, whose output goes to the log.
took() {
    local begin=${EPOCHREALTIME/./}
    "$@" >"$work/took.log" 2>&1 || { tail -n 5 "$work/took.log" >&2; die "failed: $*"; }
    microseconds=$((${EPOCHREALTIME/./} - begin))
}

# Each time another one is first, so that none is always measured behind the same one.
rotated() {
    local first=$(((round - 1) % $#))
    order=("${@:first + 1}" "${@:1:first}")
}
