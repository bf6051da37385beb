# Sourced by run. d: different programs are forked and executed in a loop, warm.

# Nanoseconds of one fork, execution and end: run_programs LOOPS
run_programs() {
    local all
    all=$(as_user "$work/bin/runner" "$disk/programs" "$programs" "$1")
    nanos=$((all / (programs * $1)))
}

compare_runs() { # KEY SIDE LOOPS
    local key=$1 before with
    run_programs "$loops"
    before=$nanos
    guard_start "$2" "$disk/programs"
    [[ $2 == clamonacc ]] || run_programs "$loops"
    run_programs "$3"
    with=$nanos
    guard_stop
    run_programs "$loops"
    record "$key/none" $(((before + nanos) / 2))
    record "$key" "$with"
    record "$key/ratio" "$(ratio $((2 * with)) $((before + nanos)))"
    say "  $key: $with ns a program, no scanner $(((before + nanos) / 2)) ns"
}

measure_d() {
    local key
    rotated kernel memory listener clamonacc
    for key in "${order[@]}"; do
        case $key in
        kernel)
            [[ $kernel ]] || { skip "d/$key" "this Nacre refuses cache = kernel"; continue; }
            compare_runs "d/$key" nacre:write-exec:kernel "$loops"
            ;;
        memory) compare_runs "d/$key" nacre:write-exec:memory "$loops" ;;
        listener) compare_runs "d/$key" listener:exec "$loops" ;;
        clamonacc) compare_runs "d/$key" clamonacc 1 ;;
        esac
    done
}
