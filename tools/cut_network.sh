#!/bin/sh
# Two processes in networks of their own train one detector, and in the middle every packet between them is lost, without a
# connection being closed. Both must end by themselves and say why, and --resume must go on to the bits of an undisturbed
# training. Needs root, iproute2 and huale on the PATH; takes about three minutes.
#
#   HUALE_ITERATIONS  of each training; default: 400
set -eu
iterations=${HUALE_ITERATIONS:-400}
folder=$(mktemp -d)
first=huale-first-$$
other=huale-other-$$
clean() {
    for network in "$first" "$other"; do
        ip netns pids "$network" 2>/dev/null | xargs -r kill -9 || true
        ip netns del "$network" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap clean EXIT
ip netns add "$first"
ip netns add "$other"
ip link add inner0 netns "$first" type veth peer name inner1 netns "$other"
up() { # network device address
    ip -n "$1" address add "$3/24" dev "$2"
    ip -n "$1" link set "$2" up
    ip -n "$1" link set lo up
}
up "$first" inner0 10.99.0.1
up "$other" inner1 10.99.0.2
lose() { # network device address: packets go to a card that nobody has
    ip -n "$1" neighbour replace "$3" lladdr 02:00:00:00:00:99 nud permanent dev "$2"
}
restore() {
    ip -n "$1" neighbour delete "$3" dev "$2"
}
train() { # network rank name option...
    network=$1 rank=$2 name=$3
    shift 3
    out=$name
    [ "$rank" = 0 ] || out=$name-of-$rank
    ip netns exec "$network" huale train --data "voc:$folder/drawn:trainval" --out "$folder/$out" --model small-resnet-fpn --threads 1 \
        --batch 1 --epochs 0 training.iterations="$iterations" training.saving.everyIterations=10 detector.transform.minSize=64 \
        detector.transform.maxSize=64 --rendezvous 10.99.0.1:29500 --world 2 --rank "$rank" "$@" >"$folder/$name-$rank.log" 2>&1
}
both() { # name option...
    train "$first" 0 "$@" &
    one=$!
    train "$other" 1 "$@" &
    two=$!
}
ended() { # pid rank name
    code=0
    wait "$1" || code=$?
    echo "$3, rank $2: exit status $code; $(tr '\r' '\n' <"$folder/$3-$2.log" | tail -n 1)"
}
lines() {
    if [ -e "$folder/$1/metrics.csv" ]; then wc -l <"$folder/$1/metrics.csv"; else echo 0; fi
}
huale make-dataset "$folder/drawn" --images 8 --test-images 3 --classes 2 --size 64x64 >/dev/null
both undisturbed
ended "$one" 0 undisturbed
ended "$two" 1 undisturbed
both cut
while [ "$(lines cut)" -lt 25 ]; do
    kill -0 "$one" # or it ended before it was to be cut off
    sleep 0.1
done
begun=$(date +%s)
lose "$first" inner0 10.99.0.2
lose "$other" inner1 10.99.0.1
echo "cut after iteration $(($(lines cut) - 1))"
ended "$one" 0 cut
ended "$two" 1 cut
echo "both had ended $(($(date +%s) - begun)) s after the cut"
restore "$first" inner0 10.99.0.2
restore "$other" inner1 10.99.0.1
both cut --resume
ended "$one" 0 cut
ended "$two" 1 cut
for file in metrics.csv weights/last.safetensors checkpoint/state.safetensors; do
    cmp "$folder/undisturbed/$file" "$folder/cut/$file" && echo "$file: the same bits"
done
