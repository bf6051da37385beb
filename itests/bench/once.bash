# Sourced by run: what happens once to a file. b: first touch of a tree; c: unpacking; e: a log.

# Each of them with a clamd just started, whose own cache is empty, and with the files in memory.
measure_b() {
    local key
    rotated unguarded clamdscan memory clamonacc
    for key in "${order[@]}"; do
        restart_clamd
        first_touch
        case $key in
        unguarded) first_touch ;;
        clamdscan)
            took clamdscan --config-file="$clamd_conf" --fdpass --multiscan "$disk/trees/root"
            expect "clamdscan did not scan each file" grep -q '^Infected files: 0$' "$work/took.log"
            ;;
        memory)
            guard_start nacre:open-exec:memory
            first_touch
            await 60 "all is scanned" is_idle
            expect "not each file was scanned once: $(counted scans) of $tree_files" known_tree "$tree_files"
            guard_stop
            ;;
        clamonacc)
            guard_start clamonacc "$disk/trees/root"
            first_touch
            guard_stop
            ;;
        esac
        record "b/$key" "$microseconds"
        say "  b/$key: $((microseconds / 1000)) ms"
    done
    local least=$(($(last b/clamdscan) + $(last b/unguarded)))
    record b/memory/ratio "$(ratio "$(last b/memory)" "$least")"
    record b/clamonacc/ratio "$(ratio "$(last b/clamonacc)" "$least")"
}

# Four readers share the tree: each file is opened once.
first_touch() {
    microseconds=$(as_user "$work/bin/reader" "$disk/trees/root" 0 "$tree_files" 4 $((tree_files / 4)))
    microseconds=$((microseconds / 1000))
}

measure_c() {
    local key before
    rotated write-exec listener clamonacc
    cat "$work/packed.tar" >/dev/null
    for key in "${order[@]}"; do
        unpack
        before=$microseconds
        clear_unpacked
        case $key in
        write-exec) guard_start nacre:write-exec:memory ;;
        listener) guard_start listener:write ;;
        clamonacc) guard_start clamonacc "$disk/out" ;;
        esac
        unpack
        local with=$microseconds
        if [[ $key == write-exec ]]; then
            local begin=${EPOCHREALTIME/./}
            await 300 "each unpacked file is scanned" are_scanned "$packed_files"
            expect "unpacked files passed unscanned: $(unscanned)" only_queued_later
            record c/scanned-after $(((${EPOCHREALTIME/./} - begin) / 1000))
            record c/scans "$(counted scans)"
        fi
        guard_stop
        clear_unpacked
        unpack
        clear_unpacked
        record "c/$key/none" $(((before + microseconds) / 2))
        record "c/$key" "$with"
        record "c/$key/ratio" "$(ratio $((2 * with)) $((before + microseconds)))"
        say "  c/$key: $((with / 1000)) ms, no scanner $(((before + microseconds) / 2000)) ms"
    done
    record c/write-exec/listener "$(ratio "$(last c/write-exec)" "$(last c/listener)")"
}

unpack() { took as_user tar -xf "$work/packed.tar" -C "$disk/out"; }

clear_unpacked() {
    rm -rf "$disk/out/packed"
    sync -f "$disk"
}

# More writes at once than may wait are counted as queue-full, and looked at later.
only_queued_later() { [[ $(unscanned) =~ ^(queue-full:[0-9]+)?$ ]]; }

are_scanned() { is_idle && (($(counted scans) >= $1)); }

# Opened and closed for each line, and kept open; the second is seen by scanOn = modify alone.
measure_e() {
    local key how lines millis most
    for key in write-exec:close modify:keep; do
        how=${key#*:}
        guard_start "nacre:${key%:*}:memory"
        read -r lines millis < <(as_user "$work/bin/appender" "$disk/out/log" 1000 "$log_seconds" "$how") ||
            die "appender failed"
        # The last scan comes a quiet period after the last line.
        await 30 "the log is scanned" are_scanned 1
        settle
        most=$((millis / (1000 * quiet) + 2))
        record "e/$how/scans" "$(counted scans)"
        record "e/$how/most" "$most"
        say "  e/$how: $(counted scans) scans of $lines lines in $millis ms, at most $most allowed"
        guard_stop
        rm -f "$disk/out/log"
    done
}

# Until no further scan has come for two quiet periods.
settle() {
    local before=-1 end=0
    while nacre_status && { (($(counted scans) != before)) || ((SECONDS < end)); }; do
        (($(counted scans) == before)) || end=$((SECONDS + 2 * quiet + 1))
        before=$(counted scans)
        read -r -t 0.3 <>"$pause" || true
    done
}
