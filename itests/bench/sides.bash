# Sourced by run: the guards that are compared. guard_start SIDE FOLDER guards the disk, or for
# clamonacc, which walks all it guards, FOLDER below it; guard_stop ends it. One guard at a time.
#   none
#   listener:WHAT                    the least in C: see c/listener.c
#   nacre:SCAN_ON:CACHE[:console]    the distribution, preventing
#   clamonacc                        preventing; with OnAccessMountPath it cannot prevent

guard= host= host_number=0

guard_start() {
    side=$1
    case $side in
    none) ;;
    listener:*) listen "${side#*:}" ;;
    nacre:*) IFS=: read -r _ scan_on cache console <<<"$side" && start_nacre "$scan_on" "$cache" "$console" ;;
    clamonacc) start_clamonacc "$2" ;;
    esac
}

guard_stop() {
    case $side in
    nacre:*)
        stop_host
        rm -rf "$host_folder"
        ;;
    # clamonacc knows no other end: its service is ended by SIGKILL.
    listener:* | clamonacc)
        kill -KILL "$guard"
        wait "$guard" 2>/dev/null || true
        ;;
    esac
    guard=
}

# As many threads as Nacre has readers.
listen() {
    : >"$work/listener.log"
    "$work/bin/listener" "$disk" "$1" 2 >"$work/listener.log" 2>&1 &
    guard=$!
    await 10 "the listener listens" grep -q ready "$work/listener.log"
}

# configure_nacre FOLDER SCAN_ON CACHE
configure_nacre() {
    mkdir -p "$1/etc"
    cp "$home/etc/logback.xml" "$1/etc/"
    cat >"$1/etc/org.apache.felix.http.cfg" <<END
org.apache.felix.http.host = "127.0.0.1"
org.osgi.service.http.port = "$(free_port)"
END
    cat >"$1/etc/dev.nacre.scanner.clamd.unix.cfg" <<END
socket = "$clamd_socket"
databaseFolder = "$clamd_database"
clamdConfig = "$clamd_conf"
presence = "required"
END
    cat >"$1/etc/dev.nacre.watch-bench.cfg" <<END
paths = ["$disk"]
mark = "filesystem"
scanOn = "$2"
prevention = "true"
onError = "allow"
quietPeriod = "${quiet}s"
cache = "$3"
END
}

start_nacre() {
    local folder=host-$((++host_number))
    configure_nacre "$work/$folder" "$1" "$2"
    if [[ $3 == console ]]; then
        start_host "$folder"
    else
        start_host "$folder" --without console
    fi
    guard=$host
    await 30 "clamd is connected" is_connected
}

# Not the scanner that is always there: it would be far too quick.
is_connected() { nacre_status && [[ $(said scanner) == clamd && $(said scannerState) == up ]]; }

# Asks the host; said and counted then read what it said.
nacre_status() {
    "$home/bin/nacre" status --json --var "$host_folder/var" >"$work/status.json" 2>&1 || (($? == 1))
}

said() { sed -n "s/^  *\"$1\": \"\([^\"]*\)\",*$/\1/p" "$work/status.json" | head -n 1; }
counted() { sed -n "s/^  *\"$1\": \([0-9]*\),*$/\1/p" "$work/status.json" | head -n 1; }
is_idle() { nacre_status && (($(counted queued) == 0 && $(counted waiting) == 0)); }
# As "REASON:NUMBER,..."; nothing where nothing passed.
unscanned() { tr -d ' "\n' <"$work/status.json" | sed 's/.*,unscanned:{\([^}]*\)}.*/\1/'; }
nothing_passed() { [[ -z $(unscanned) ]]; }

# Of the host, in MB of 1,000,000 bytes.
resident() { awk '/^VmRSS:/ { print $2 * 1024 / 1000000 }' "/proc/$host/status"; }

start_clamonacc() {
    local conf=$work/clamonacc.conf folders
    folders=$(find "$1" -type d | wc -l)
    cp "$clamd_conf" "$conf"
    cat >>"$conf" <<END
OnAccessIncludePath $1
OnAccessPrevention yes
OnAccessExcludeRootUID yes
OnAccessMaxFileSize 100M
END
    "$(PATH=$PATH:/usr/sbin command -v clamonacc)" --foreground --fdpass --config-file="$conf" >"$work/clamonacc.log" 2>&1 &
    guard=$!
    await 60 "clamonacc guards $1" has_marks "$folders"
}

# proc_pid_fdinfo(5): a line for each inode that a fanotify group watches.
has_marks() { (($(cat "/proc/$guard"/fdinfo/* 2>/dev/null | grep -c '^fanotify ino:') >= $1)); }

# Whether this Nacre knows cache = kernel. One that does not refuses to guard.
learn_sides() {
    kernel=
    configure_nacre "$work/trial" open-exec kernel
    host_folder=$work/trial
    "$home/bin/nacre" run --etc "$work/trial/etc" --var "$work/trial/var" --without console >"$work/trial/out" 2>&1 &
    guard=$! host=$guard
    await 60 "the host guards, or refuses cache = kernel" grep -q -e '^guarding: ' -e 'cache = "kernel" is refused' "$work/trial/out"
    ! grep -q '^guarding: ' "$work/trial/out" || kernel=1
    stop_host
    guard=
}

restart_clamd() {
    kill -TERM "$clamd_pid"
    wait "$clamd_pid" || true
    start_clamd
}
