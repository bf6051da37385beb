# Sourced by run: what was measured, as a page.

write_table() {
    local size="$rounds rounds"
    [[ -z $smoke ]] || size="a smoke test: the numbers say nothing"
    cat <<END
# What Nacre costs

Measured by \`itests/bench/run\` on $(date -u +%F), $size. Each number is the median of the rounds, with the least
and the most behind it. All sides of a comparison were measured within each round; ratios are of the same round.

$(machine)

## Against the targets

| measure | median | least to most | target, at most | reached |
|---|---|---|---|---|
END
    targets
    if ((${#complaints[@]})); then
        printf '\nWrong, whatever the speed:\n\n'
        printf -- '- %s\n' "${complaints[@]}"
    fi
    cat <<END

## All that was measured

| measure | unit | median | least to most |
|---|---|---|---|
END
    numbers
    notes
}

machine() {
    cat <<END
| | |
|---|---|
| processor | $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores |
| memory | $(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo) |
| kernel | $(uname -srm) |
| ClamAV | $(clamdscan --config-file="$clamd_conf" --version | head -n 1), a database of three signatures |
| Java | $(java -version 2>&1 | sed -n 2p) |
| Nacre | $(nacre_version) |
END
}

nacre_version() {
    local jar commit
    jar=$(find "$home/repository" -name 'dev.nacre.engine-*.jar' | head -n 1)
    jar=${jar##*engine-} commit=$(git -C "$root" -c safe.directory="$root" rev-parse --short=10 HEAD 2>/dev/null || true)
    say "${jar%.jar}${commit:+, commit $commit}"
}

# target LABEL KEY MOST [UNIT]
target() {
    local median least most
    read -r median least most < <(spread "$2") || true
    if [[ -z $median ]]; then
        say "| $1 | – | – | $3${4+ $4} | not measured${skipped[${2%/*}]+: ${skipped[${2%/*}]}} |"
    else
        say "| $1 | $(short "$median")${4+ $4} | $(short "$least") to $(short "$most") | $3${4+ $4} | $(reached "$median" "$3") |"
    fi
}

reached() { awk -v a="$1" -v b="$2" 'BEGIN { print a <= b ? "yes" : "**no**" }'; }

short() { awk -v a="$1" 'BEGIN { f = "%.3f"; if (a >= 100 || a == int(a)) f = "%.0f"; else if (a >= 10) f = "%.1f"; printf f, a }'; }

targets() {
    target "a: warm, open-exec, kernel tier, files of root's; times no scanner" a/kernel-root/ratio 1.03
    target "a: warm, open-exec, kernel tier, files of a user's; times no scanner" a/kernel-user/ratio 1.03
    target "a: the same; times a C program that does nothing but leave them to the kernel" a/kernel-user/leaver 1.03
    target "a: warm, open-exec, memory tier; times the C listener" a/memory/listener 1.10
    target "a: warm, write-exec; times no scanner; not one scan in any round" a/write-exec/ratio 1.02
    target "b: first touch, open-exec; times clamdscan and reading" b/memory/ratio 1.25
    target "c: unpacking, write-exec, each file scanned afterwards; times no scanner" c/write-exec/ratio 1.10
    target "c: the same; times a C program that only hears of it" c/write-exec/listener 1.10
    target "d: executing, warm, kernel tier; times no scanner" d/kernel/ratio 1.05
    target "d: executing, warm, memory tier; times no scanner" d/memory/ratio 1.05
    target "e: scans of a log that is closed after each line" e/close/scans "$(most e/close/most)"
    target "e: scans of a log that is kept open, scanOn = modify" e/keep/scans "$(most e/keep/most)"
    target "f: one open and close, memory tier, p50; times the C listener" f/memory/p50-listener 1.15
    target "f: the same, p99" f/memory/p99-listener 1.5
    target "start to the first mark, with an archive of classes" start/archive 1500 ms
    target "resident after a, memory tier, without the console" a/memory/resident-mb 90 MB
    target "resident after a, kernel tier, without the console" a/kernel-user/resident-mb 90 MB
    target "resident after a, memory tier, with the console" a/console/resident-mb 130 MB
    target "a million files touched: memory grown by" million/grown-mb 100 MB
    target "a million files touched: the last 10,000, times the first" million/ratio 1.0
}

most() { read -r _ least _ < <(spread "$1") && say "${least:--}" || say "-"; }

numbers() {
    local key unit
    awk '!seen[$1]++ { print $1 }' "$results" | while read -r key; do
        case $key in
        */*-mb) unit=MB ;;
        */ratio | */*-listener | */*/listener | */*/leaver) unit=times ;;
        a/* | d/* | f/*) unit=ns ;;
        b/* | c/write-exec* | c/listener* | c/clamonacc*) unit=µs ;;
        e/* | c/scans | */cached) unit= ;;
        *) unit=ms ;;
        esac
        read -r median least most < <(spread "$key")
        say "| $key | $unit | $(short "$median") | $(short "$least") to $(short "$most") |"
    done
}

notes() {
    cat <<END

- **Sides.** Nacre is the distribution, preventing, without the console where nothing else is said. clamonacc is Debian's,
  preventing (\`OnAccessIncludePath\`; with \`OnAccessMountPath\` it cannot prevent), with \`--fdpass\`. Both use the same
  clamd. The C listener asks for the same events as Nacre, and allows each at once, in two threads as Nacre has.
- **No scanner** is measured right before and right after each other side; the mean of the two is what it is compared with.
- **a** $tree_files files of 500 to 8,000 bytes, read by $processes processes, nanoseconds a file opened, read to its end and
  closed. Files of root's: only root may write them. **b** four readers, each file once, a clamd with an empty cache, files
  in memory; \`clamdscan --fdpass --multiscan\` for the same. **c** tar, $packed_files files. **d** $programs dynamically
  linked programs. **e** 1,000 lines a second for $log_seconds s, \`quietPeriod\` $quiet s. **f** $trips times, guard and opener
  on one processor. **million** $many_files files, four readers, in steps of $window, done once.
END
}
