#!/bin/sh
# Several processes on GPUs: what each way of exchange costs, and what is said when a process is killed. Needs huale on the PATH.
# One GPU is enough for the first three rows; NCCL needs two.
#
#   HUALE_ITERATIONS  of each training; default: 60
set -eu
iterations=${HUALE_ITERATIONS:-60}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
gpus=$(nvidia-smi --query-gpu=index --format=csv,noheader | wc -l)
huale make-dataset "$folder/drawn" --images 200 --test-images 20 --size 640x480 >&2
train() { # log iterations options
    log=$folder/$1.log
    count=$2
    shift 2
    huale train --data "voc:$folder/drawn:trainval" --out "$folder/run" --overwrite --model resnet50-fpn --epochs 0 \
        training.iterations="$count" training.loader.cacheMegabytes=1000 "$@" >"$log" 2>&1
}
last() { tr '\r' '\n' <"$folder/$1.log" | grep -o "$2" | tail -n 1; }
row() { # name options
    name=$1
    shift
    if train row "$iterations" "$@"; then
        echo "| $name | $(last row '[0-9.]* images/s') | $(last row '[0-9]* MB exchanged in [0-9]* s') |"
    else
        echo "| $name | $(tail -n 1 "$folder/row.log") | |"
    fi
}
echo "| processes | speed at the end | |"
echo "|---|---|---|"
row "one" --device cuda --batch 4
row "two on one GPU, found out (Gloo)" --device cuda:0 --processes 2 --batch 2
row "two on one GPU, NCCL asked for (refused)" --device cuda:0 --processes 2 --batch 2 training.exchange.backend=nccl
if [ "$gpus" -lt 2 ]; then
    echo "There is one GPU: NCCL between two was not tried."
    exit 0
fi
row "two on two GPUs, found out (NCCL)" --device cuda --processes 2 --batch 2
row "two on two GPUs, Gloo asked for" --device cuda --processes 2 --batch 2 training.exchange.backend=gloo
echo
echo "A process is killed in the middle:"
train killed 100000 --device cuda --processes 2 --batch 2 &
training=$!
sleep 45
killed=$(date +%s)
kill -9 "$(pgrep -P "$(pgrep -P "$training")")" || echo "no other process was found"
wait "$training" || echo "exit status $?, $(($(date +%s) - killed)) s later"
tail -n 3 "$folder/killed.log"
