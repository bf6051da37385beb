# Sourced by run: what is opened over and over, warm. a: a tree read by several processes; f: one
# file, opened and closed on the listener's own processor.

# Nanoseconds of one file's read: read_tree TREE READS, READS by each process
read_tree() {
    local all
    all=$(as_user "$work/bin/reader" "$disk/trees/$1" 0 "$tree_files" "$processes" "$2")
    nanos=$((all / (processes * $2)))
}

# Against no scanner right before and right after.
compare_reads() { # KEY SIDE TREE READS
    local key=$1 tree=$3 before with
    read_tree "$tree" "$reads"
    before=$nanos
    guard_start "$2" "$disk/trees/$tree"
    # Once for the verdicts, and as often again as is measured for what is learned from use.
    [[ $2 == clamonacc ]] || { read_tree "$tree" "$tree_files" && read_tree "$tree" "$reads"; }
    [[ $2 != nacre:* ]] || await 60 "all is scanned" is_idle
    local scans=${guard:+$(scans_so_far "$2")}
    read_tree "$tree" "$4"
    with=$nanos
    if [[ $2 == nacre:* ]]; then
        expect "$2 scanned what it knew, or let it pass unscanned" known_tree "$scans"
        record "$key/resident-mb" "$(resident)"
    fi
    guard_stop
    read_tree "$tree" "$reads"
    record "$key/none" $(((before + nanos) / 2))
    record "$key" "$with"
    record "$key/ratio" "$(ratio $((2 * with)) $((before + nanos)))"
    say "  $key: $with ns a file, no scanner $(((before + nanos) / 2)) ns"
}

scans_so_far() { [[ $1 != nacre:* ]] || { nacre_status && counted scans; }; }

known_tree() { nacre_status && (($(counted scans) == $1)) && nothing_passed; }

measure_a() {
    local key
    rotated kernel-root kernel-user leaver memory listener write-exec clamonacc console
    for key in "${order[@]}"; do
        case $key in
        kernel-*)
            [[ $kernel ]] || { skip "a/$key" "this Nacre refuses cache = kernel"; continue; }
            compare_reads "a/$key" nacre:open-exec:kernel "${key#*-}" "$reads"
            ;;
        leaver) compare_reads "a/$key" listener:leave user "$reads" ;;
        memory) compare_reads "a/$key" nacre:open-exec:memory user $((reads / 2)) ;;
        listener) compare_reads "a/$key" listener:open user $((reads / 2)) ;;
        write-exec)
            compare_reads "a/$key" nacre:write-exec:memory user "$reads"
            expect "write-exec scanned what was only read" test "$(counted scans)" = 0
            ;;
        clamonacc) compare_reads "a/$key" clamonacc user "$slow_reads" ;;
        console) compare_reads "a/$key" "nacre:open-exec:memory:console" user $((reads / 2)) ;;
        esac
    done
    record a/memory/listener "$(ratio "$(last a/memory)" "$(last a/listener)")"
    [[ ! $kernel ]] || record a/kernel-user/leaver "$(ratio "$(last a/kernel-user)" "$(last a/leaver)")"
}

last() { awk -v key="$1" '$1 == key { value = $2 } END { print value }' "$results"; }

# The guard and who opens share the first processor: no processor is woken, what is left is work.
measure_f() {
    local key p50 p99 file=$disk/trees/user/00000/00.txt
    rotated none listener memory kernel
    for key in "${order[@]}"; do
        case $key in
        none) guard_start none ;;
        listener) guard_start listener:open ;;
        memory) guard_start nacre:open-exec:memory ;;
        kernel)
            [[ $kernel ]] || { skip "f/$key" "this Nacre refuses cache = kernel"; continue; }
            guard_start nacre:open-exec:kernel
            ;;
        esac
        [[ -z $guard ]] || taskset -acp 0 "$guard" >/dev/null
        as_user taskset -c 0 "$work/bin/trip" "$file" "$trips" >/dev/null
        read -r p50 p99 < <(as_user taskset -c 0 "$work/bin/trip" "$file" "$trips") || die "trip failed"
        guard_stop
        record "f/$key/p50" "$p50"
        record "f/$key/p99" "$p99"
        say "  f/$key: p50 $p50 ns, p99 $p99 ns"
    done
    record f/memory/p50-listener "$(ratio "$(last f/memory/p50)" "$(last f/listener/p50)")"
    record f/memory/p99-listener "$(ratio "$(last f/memory/p99)" "$(last f/listener/p99)")"
}
