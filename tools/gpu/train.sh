#!/bin/sh
# Images a second of real trainings on drawn images, at their end. Needs huale on the PATH.
#
#   HUALE_DEVICE      default: cuda
#   HUALE_ITERATIONS  of each training; default: 150
set -eu
device=${HUALE_DEVICE:-cuda}
iterations=${HUALE_ITERATIONS:-150}
folder=$(mktemp -d)
huale make-dataset "$folder/drawn" --images 200 --test-images 20 --size 640x480 >&2
train() { # device precision iterations model
    huale train --data "voc:$folder/drawn:trainval" --out "$folder/run" --overwrite --device "$1" --model "$4" --batch 4 \
        --epochs 100 training.iterations="$3" training.precision="$2" training.optimizer=adamw \
        training.loader.cacheMegabytes=1000 >"$folder/log" 2>&1 || { tail -n 20 "$folder/log"; return 1; }
    rate=$(tr '\r' '\n' <"$folder/log" | grep -o '[0-9.]* images/s' | tail -n 1)
    echo "| $1 | $2 | $4 | $3 | ${rate:-see the log: $(tail -n 1 "$folder/log")} |"
}
echo "| device | precision | model | iterations of 4 | speed at the end |"
echo "|---|---|---|---|---|"
for model in small-resnet-fpn mobilenet-v2-fpn resnet50-fpn; do
    train "$device" fp32 "$iterations" "$model"
    [ "$device" = cpu ] || train "$device" bf16 "$iterations" "$model"
done
