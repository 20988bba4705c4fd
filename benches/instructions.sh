#!/usr/bin/env bash
# Instructions of the whole process for one post, in every format, counted by callgrind: the same on any machine of one kind,
# whatever else it is doing. Writes benches/instructions.txt; `git diff` then tells what a change costs.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --locked --release --quiet
program=${CARGO_TARGET_DIR:-target}/release/wenfeng

count() {
    local log
    log=$(env -i LC_ALL=C WENFENG_LANG=zh valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null) || [ $? -eq 1 ]
    sed -n 's/.*Collected : //p' <<<"$log"
}

{
    echo "# Millions of instructions (callgrind, $(uname -m)), whole process; made by benches/instructions.sh"
    printf '%-10s %6.1f\n' nothing "$(count "$program" --version | awk '{print $1 / 1e6}')"
    for format in full concise json jsonl; do
        printf '%-10s %6.1f\n' "$format" "$(count "$program" check --isolated --format "$format" benches/post.txt | awk '{print $1 / 1e6}')"
    done
} | tee benches/instructions.txt
