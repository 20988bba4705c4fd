#!/usr/bin/env bash
# The greatest memory of a run over a .jsonl of so many MB (1000 without an argument), and how soon its first finding is there.
# The lines are made while they are read; nothing but the first findings is written to disk.
set -euo pipefail
cd "$(dirname "$0")/.."
megabytes=${1:-1000}
cargo build --locked --release --quiet
program=${CARGO_TARGET_DIR:-target}/release/wenfeng

line="{\"text\":\"$(tr -d '\n' <benches/post.txt)\"}"
size=$(printf '%s\n' "$line" | wc -c)
report=$(mktemp)
trap 'rm -f "$report"' EXIT
begun=$(date +%s%N)
"$program" check --isolated --format jsonl --stdin-filename posts.jsonl - \
    < <(yes "$line" | head -n $((megabytes * 1000000 / size))) \
    > >(head -c 1000 >"$report"; cat >/dev/null) &
peak=0 first=
while kill -0 $! 2>/dev/null; do
    now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$!/status" 2>/dev/null || true)
    [ -z "$now" ] || peak=$now
    if [ -z "$first" ] && [ -s "$report" ]; then first=$((($(date +%s%N) - begun) / 1000000)); fi
    sleep 0.05
done
echo "$megabytes MB in $((($(date +%s%N) - begun) / 1000000000)) s: at most $((peak / 1024)) MB; first finding after ${first:-?} ms"
