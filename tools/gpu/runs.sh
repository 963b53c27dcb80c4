#!/usr/bin/env bash
# Makes several runs at once on one GPU, for as long as a machine is lent:
#
#   python3 on_device.py run runs.sh JOBS PARALLEL SECONDS
#
# JOBS has a line for each run, 'NAME CONFIG.yaml [KEY=VALUE ...]'; CONFIG lies beside JOBS, paths in it are relative to the
# data of the bundle ($HUALE_HOME/data). PARALLEL of them work at a time. What is not done after SECONDS leaves a checkpoint
# in $HUALE_HOME/runs and goes on at the next call. At the end a table of all runs so far, and $OUT/runs.tgz without weights.
set -euo pipefail
jobs=$(realpath "$1")
parallel=$2
export CONFIGS END RUNS
CONFIGS=$(dirname "$jobs")
END=$(($(date +%s) + $3))
RUNS=$HUALE_HOME/runs
mkdir -p "$RUNS" "$OUT"
cd "$HUALE_HOME/data"
# One thread each: a GPU waits for none of them, and there are as many processes as cores.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 HUALE_OPTS="${HUALE_OPTS:--Xmx5g -XX:+UseSerialGC}"
# Kernels of several processes run side by side only where a server takes them together.
if command -v nvidia-cuda-mps-control > /dev/null && ! pgrep -f nvidia-cuda-mps-control > /dev/null; then
    nvidia-cuda-mps-control -d || true
fi

one() {
    read -r name config words <<< "$1"
    local left=$((END - $(date +%s))) begun=$SECONDS code=0
    [ "$left" -gt 0 ] || return 0
    if grep -qs '^Done' "$RUNS/$name.log"; then return 0; fi
    # Words of options are meant to be split.
    # shellcheck disable=SC2086
    timeout --signal=INT "$left" huale run "$CONFIGS/$config" --out "$RUNS/$name" --resume device="${HUALE_DEVICE:-cuda}" $words \
        > "$RUNS/$name.log" 2>&1 || code=$?
    echo "$name: exit code $code after $((SECONDS - begun)) s"
}
export -f one
grep -v '^ *\(#\|$\)' "$jobs" | xargs -d '\n' -P "$parallel" -I{} bash -c 'one "$1"' one {}

python3 "$HUALE_HOME/tools/gpu/figures.py" "$RUNS"
tar czf "$OUT/runs.tgz" -C "$HUALE_HOME" --exclude=weights --exclude=checkpoint --exclude=predictions runs
