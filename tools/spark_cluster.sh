#!/bin/sh
# Scores a small drawn set on a real Spark cluster of this machine, a master and two workers, and compares with the scoring
# without Spark: by `huale score --spark`, by spark-submit, and from the Parquet files.
#
#   SPARK_HOME=/opt/spark tools/spark_cluster.sh WORK [WEIGHTS]
#
# WORK is a fresh folder. Without WEIGHTS a small detector is trained, which takes some minutes. HUALE names the program
# (default: bin/huale); huale-spark-submit lies beside it.
set -eu

: "${SPARK_HOME:?set SPARK_HOME to an unpacked Spark 4 for Scala 2.13, or to the folder pyspark of pip install pyspark}"
[ $# -ge 1 ] || { echo "usage: $0 WORK [WEIGHTS]" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
huale=${HUALE:-$here/bin/huale}
submit=$(dirname "$huale")/huale-spark-submit
mkdir "$1"
work=$(cd "$1" && pwd)
cd "$work"

started=
stop() {
    for process in $started; do
        kill "$process" 2>/dev/null || true
    done
}
trap stop EXIT

# Two addresses of this machine: Spark attempts a slow task a second time on another host only.
start() {
    log=$1.log
    shift
    "$SPARK_HOME/bin/spark-class" "$@" >"$log" 2>&1 &
    started="$started $!"
}

wait_for() {
    until grep -q "$1" "$2" 2>/dev/null; do
        sleep 1
    done
}

start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
wait_for 'Starting Spark master at' master.log
url=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' master.log | head -n 1)
for number in 1 2; do
    start "worker$number" org.apache.spark.deploy.worker.Worker --host "127.0.0.$number" --webui-port 0 \
        --cores 1 --memory 2g --work-dir "$work/worker$number" "$url"
    wait_for 'Successfully registered' "worker$number.log"
done
echo "cluster: $url"

"$huale" make-dataset scenes --images 60 --test-images 10 --classes 3
weights=${2:-}
if [ -z "$weights" ]; then
    "$huale" train --data voc:scenes:trainval --out training --model small-resnet-fpn --epochs 2
    weights=training/weights/last.safetensors
fi
set -- --data voc:scenes:trainval --weights "$weights" --budget 5 --threads 1

same() {
    for file in selection.txt scores.csv selection.json; do
        cmp "local/$file" "$1/$file"
    done
    echo "$1: the same selection, scores and explanations as without Spark"
}

"$huale" score "$@" --out local
HUALE_OPTS="${HUALE_OPTS:-} -Dspark.speculation=true" "$huale" score "$@" --out cluster --spark "$url"
same cluster

"$submit" --master "$url" -- \
    data=voc:scenes:trainval "weights=$weights" budget=5 threads=1 out=submitted >submit.log 2>&1 \
    || { tail -n 40 submit.log >&2; exit 1; }
same submitted

"$huale" score --data voc:scenes:trainval --budget 5 --predictions cluster/parquet --out from-parquet
same from-parquet
