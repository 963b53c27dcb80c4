#!/usr/bin/env bash
# Records what short runs of this build select, learn and measure, to hold a rebuild against:
#
#   tools/record_bits.sh HUALE DATA OUT     # HUALE: bin/huale of a build; DATA: the folder of real images; OUT: a new folder
#   diff BEFORE/bits.txt AFTER/bits.txt     # on the same machine, with the same number of threads
#
# Two cycles of a few iterations each for hua, vaal, ppal and cald on bccd and on a drawn set, and a selection by score.
set -euo pipefail
huale=$(realpath "$1")
data=$(realpath "$2")
mkdir -p "$3"
cd "$3"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
ln -sfn "$data" data
[ -d drawn ] || "$huale" make-dataset drawn --images 60 --test-images 20 > make-dataset.log 2>&1

cat > bccd.yaml << Y
data: {pool: "voc:data/bccd:trainval", test: "voc:data/bccd:test"}
initial: {images: 12}
detector: {name: mobilenet-v2-fpn, transform: {minSize: 96, maxSize: 128}}
training: {recipe: torchvision, epochs: 0, iterations: 12, batchSize: 2}
Y
cat > drawn.yaml << Y
data: {pool: "voc:drawn:trainval", test: "voc:drawn:test"}
initial: {images: 12}
detector: small-resnet-fpn
training: {recipe: few-labels, iterations: 12}
Y
common="budget=6 cycles=2 seed=3 threads=1 weights.mode=scratch keep.predictions=false"
for set in bccd drawn; do
    for words in "strategy=hua loss=emphasis" "strategy.name=vaal strategy.size=64 strategy.width=4" "strategy=ppal" "strategy=cald"; do
        name=$set-$(echo "$words" | sed 's/.*strategy[.name]*=\([a-z]*\).*/\1/')
        # Words of options are meant to be split.
        # shellcheck disable=SC2086
        "$huale" run $set.yaml --out "$name" --resume $common $words > "$name.log" 2>&1
    done
done
"$huale" score --weights bccd-hua/cycle-0/training/weights/last.safetensors --data data/bccd/JPEGImages --strategy entropy --budget 20 \
    --out score > score.log 2>&1

{
    find . -path './*/cycle-*/training/weights/*.safetensors' -o -path './*/cycle-*/evaluation.json' | sort | xargs sha256sum
    for run in bccd-* drawn-*; do
        [ -d "$run" ] || continue
        for cycle in "$run"/cycle-*/selection.json; do
            echo "$cycle $(grep -o '"image" : "[^"]*"' "$cycle" | sha256sum)"
        done
    done
    sha256sum score/selection.txt
} > bits.txt
echo "$PWD/bits.txt: $(wc -l < bits.txt) lines"
