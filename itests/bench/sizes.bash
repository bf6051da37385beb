# Sourced by run: how much of each workload, the trees it is done on, and who does it.

# Ordinary work is not root's, and clamonacc leaves out what clamd's user does, who is root here.
user=65534

set_sizes() {
    if [[ $smoke ]]; then
        rounds=1 tree_files=400 reads=2000 slow_reads=200 packed_files=500 programs=20 loops=3
        trips=2000 log_seconds=3 quiet=1 many_files=20000 window=2000
    else
        rounds=${NACRE_BENCH_ROUNDS:-5} tree_files=10000 reads=100000 slow_reads=2000
        packed_files=20000 programs=200 loops=25 trips=100000 log_seconds=10 quiet=2
        many_files=1000000 window=10000
    fi
    [[ $rounds =~ ^[1-9][0-9]*$ ]] || die "NACRE_BENCH_ROUNDS is a number from 1 on"
    processes=4
    inodes=$((many_files + 200000))
}

as_user() {
    timeout --kill-after=5 600 \
        setpriv --reuid "$user" --regid "$user" --clear-groups -- "$@"
}

# trees/root: what only root can write, as /usr is; trees/user: an application of the user's.
# programs: dynamically linked, as nearly all are. packed.tar lies beside the disk.
make_trees() {
    local program
    mkdir "$disk/trees"
    "$work/bin/tree" "$disk/trees/root" "$tree_files" 500 8000
    "$work/bin/tree" "$disk/trees/user" "$tree_files" 500 8000
    chown -R "$user:$user" "$disk/trees/user"
    "$work/bin/tree" "$work/packed" "$packed_files" 500 8000
    tar -cf "$work/packed.tar" -C "$work" packed
    rm -rf "$work/packed"
    mkdir "$disk/programs"
    for ((program = 0; program < programs; program++)); do
        echo "int main(void) { return $program - $program; } const char *name = \"$program\";" >"$work/program.c"
        gcc -O2 -o "$disk/programs/$program" "$work/program.c"
    done
    mkdir "$disk/out"
    chown "$user:$user" "$disk/out"
    # What is not on the disk yet would be written while something is measured.
    sync -f "$disk"
}
