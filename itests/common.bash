# Sourced by run, soak and browser/run: what they do alike. They set -euo pipefail.

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
home=$root/runtime/target/nacre
name=itests/${0##*/}

say() { printf '%s\n' "$*"; }
die() { printf '%s: %s\n' "$name" "$*" >&2; exit 1; }

need_root() { ((EUID == 0)) || die "needs root, to mount and to guard: sudo $name"; }

# Whatever is started from here on carries this mark in its environment, and only that is ended.
mark_processes() { export NACRE_TEST_RUN=${NACRE_TEST_RUN:-$$-$RANDOM$RANDOM}; }

# Kills what still runs of ours. By SIGKILL: the kernel then lets go whoever waits for a host.
end_marked_processes() {
    local environ pid left
    # Two times: one may have started another meanwhile.
    for left in 1 2; do
        for environ in /proc/[0-9]*/environ; do
            pid=${environ#/proc/} pid=${pid%/environ}
            [[ $pid == "$$" || $pid == "$BASHPID" || $pid == "$PPID" ]] && continue
            grep -qsz "^NACRE_TEST_RUN=$NACRE_TEST_RUN\$" "$environ" || continue
            ((left == 2)) || [[ $pid == "${clamd_pid-}" ]] || say "still running, killed: $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c -120)"
            kill -KILL "$pid" 2>/dev/null || true
        done
    done
} 2>/dev/null

# A folder of this run, gone when the script ends.
make_work_folder() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/nacre-itests.XXXXXX")
    chmod 755 "$work"
}

remove_work_folder() {
    local mount
    while read -r _ mount _; do
        [[ $mount != "$work"/* ]] || umount --lazy "$mount"
    done </proc/mounts
    rm -rf --one-file-system "$work"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    say "$port"
}

# A clamd of our own in $work/clamd: knows EICAR, the file in clamav-testfiles, and a test's program.
start_clamd() {
    local folder=$work/clamd
    clamd_socket=$folder/clamd.sock clamd_port=$(free_port) clamd_database=$folder/database
    clamd_conf=$folder/clamd.conf
    # clamd makes a folder for each scan: on ext4 that takes longer than the scan of a small file, and
    # ever longer the more there were in the last seconds (recently_deleted of fs/ext4/ialloc.c).
    mkdir -p "$clamd_database" "$folder/tmp"
    mountpoint -q "$folder/tmp" || mount -t tmpfs clamd "$folder/tmp"
    cat >"$clamd_database/test.hdb" <<'EOF'
44d88612fea8a8f36de82e1278abb02f:68:Eicar-Signature
aa15bcf478d165efd2065190eb473bcb:544:ClamAV-Test-File
788b3e57ae10e7a9ac0f4ba9b6af5ea5:56:Nacre-Test-Program
EOF
    cat >"$clamd_conf" <<EOF
Foreground yes
User root
LocalSocket $clamd_socket
TCPSocket $clamd_port
TCPAddr 127.0.0.1
DatabaseDirectory $clamd_database
TemporaryDirectory $folder/tmp
LogFile $folder/clamd.log
MaxThreads 10
AlertExceedsMax yes
SelfCheck 10
EOF
    "$(PATH=$PATH:/usr/sbin command -v clamd)" --config-file="$clamd_conf" >"$folder/out" 2>&1 &
    clamd_pid=$!
    clamdscan --config-file="$clamd_conf" --ping=60:1 >/dev/null 2>&1 ||
        { cat "$folder/out" "$folder/clamd.log" >&2; die "clamd does not answer"; }
}

# A host with etc and var in $work/NAME: start_host NAME [OPTION...]. Waits until it guards.
start_host() {
    host_folder=$work/$1 host_log=$work/$1/out
    mkdir -p "$host_folder"
    : >"$host_log"
    "$home/bin/nacre" run --etc "$host_folder/etc" --var "$host_folder/var" "${@:2}" >"$host_log" 2>&1 &
    host=$!
    await 60 "the host guards; it says: $(tail -n 5 "$host_log")" grep -q '^guarding: ' "$host_log"
}

# Ends the host as a service manager does.
stop_host() {
    kill -TERM "$host"
    await 20 "the host ends" host_is_gone
    wait "$host" || die "the host ended with $?"
    host=
}

host_is_gone() { ! kill -0 "$host" 2>/dev/null || [[ $(ps_state "$host") == Z ]]; }

ps_state() { sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null; }

# await SECONDS WHAT COMMAND...: asks until the command succeeds.
await() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((SECONDS < end)) || die "not in time: $what"
        read -r -t 0.1 <>"$pause" || true
    done
}

# Waiting without a process: a FIFO that nobody writes to.
make_pause() {
    pause=$work/pause
    mkfifo "$pause"
}
