# Sourced by run: the host itself. start: until it guards; million: so many different files.

# In a copy: the distribution that is measured without one stays as it is.
make_archive() {
    archived=$work/archived
    [[ ! -d $archived ]] || return 0
    cp -r "$home" "$archived"
    "$archived/bin/nacre" archive || die "no archive was made"
}

# Milliseconds from the command to its line that says what is guarded.
time_start() {
    local folder=$work/start line= output begin
    configure_nacre "$folder" write-exec memory
    begin=${EPOCHREALTIME/./}
    exec {output}< <(exec "$home/bin/nacre" run --etc "$folder/etc" --var "$folder/var" --without console 2>&1)
    guard=$! host=$guard
    while read -r -t 60 -u "$output" line && [[ $line != guarding:* ]]; do :; done
    millis=$(((${EPOCHREALTIME/./} - begin) / 1000))
    [[ $line == guarding:* ]] || die "the host does not guard: $line"
    cat <&"$output" >/dev/null &
    exec {output}<&-
    kill -TERM "$host"
    await 30 "the host ends" host_is_gone
    guard=
    rm -rf "$folder"
}

measure_start() {
    make_archive
    time_start
    record start/plain "$millis"
    home=$archived time_start
    record start/archive "$millis"
    say "  start: $(last start/plain) ms, with the archive $millis ms"
}

# In steps of so many files, as the first and the last of them are compared.
measure_million() {
    local first steps=$((many_files / window)) all before
    "$work/bin/tree" "$disk/many" "$many_files" 40 80
    guard_start nacre:open-exec:memory
    # Nothing of the million, but the way once.
    as_user "$work/bin/reader" "$disk/trees/user" 0 "$tree_files" "$processes" $((tree_files / processes)) >/dev/null
    before=$(resident)
    for ((first = 0; first < many_files; first += window)); do
        all=$(as_user "$work/bin/reader" "$disk/many" "$first" "$window" "$processes" $((window / processes)))
        record million/step $((all / 1000000))
        ((first > 0)) || record million/first $((all / 1000000))
    done
    record million/last $((all / 1000000))
    record million/ratio "$(ratio "$(last million/last)" "$(last million/first)")"
    record million/grown-mb "$(awk -v a="$(resident)" -v b="$before" 'BEGIN { print a - b }')"
    nacre_status
    expect "not each of the million was scanned" test "$(counted scans)" -ge "$many_files"
    expect "of the million some passed unscanned" nothing_passed
    record million/cached "$(counted cached)"
    say "  million: first $(last million/first) ms, last $(last million/last) ms, grown by $(last million/grown-mb) MB"
    guard_stop
    rm -rf "$disk/many"
}
