#!/bin/sh
# Scores a small drawn set on a real Spark cluster and compares with the scoring without Spark: by `huale score --spark`, by
# spark-submit, from the Parquet files, and with an ONNX model.
#
#   SPARK_HOME=/opt/spark tools/spark_cluster.sh WORK [WEIGHTS]
#
# WORK is a fresh folder. SPARK_URL names the cluster; without, a master and two workers are started on this machine, with their
# logs in WORK.spark. Without WEIGHTS a small detector is trained, which takes some minutes. HUALE names the program (default:
# bin/huale); huale-spark-submit lies beside it.
set -eu

: "${SPARK_HOME:?set SPARK_HOME to an unpacked Spark 4 for Scala 2.13, or to the folder pyspark of pip install pyspark}"
[ $# -ge 1 ] || { echo "usage: $0 WORK [WEIGHTS]" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
[ -n "${SPARK_URL:-}" ] || exec "$here/tools/spark_standalone.sh" "$1.spark" "$0" "$@"
huale=${HUALE:-$here/bin/huale}
submit=$(dirname "$huale")/huale-spark-submit
weights=${2:+$(cd "$(dirname "$2")" && pwd)/$(basename "$2")}
mkdir "$1"
cd "$1"

"$huale" make-dataset scenes --images 60 --test-images 10 --classes 3
if [ -z "$weights" ]; then
    "$huale" train --data voc:scenes:trainval --out training --model small-resnet-fpn --epochs 2
    weights=training/weights/last.safetensors
fi
set -- --data voc:scenes:trainval --weights "$weights" --budget 5 --threads 1

same() {
    for file in selection.txt scores.csv selection.json; do
        cmp "$1/$file" "$2/$file"
    done
    echo "$2: the same selection, scores and explanations as $1, without Spark"
}

"$huale" score "$@" --out local
HUALE_OPTS="${HUALE_OPTS:-} -Dspark.speculation=true" "$huale" score "$@" --out cluster --spark "$SPARK_URL"
same local cluster

"$submit" --master "$SPARK_URL" -- \
    data=voc:scenes:trainval "weights=$weights" budget=5 threads=1 out=submitted >submit.log 2>&1 \
    || { tail -n 40 submit.log >&2; exit 1; }
same local submitted

"$huale" score --data voc:scenes:trainval --budget 5 --predictions cluster/parquet --out from-parquet
same local from-parquet

# Another kind of detector, with libraries of its own: the same by ONNX Runtime.
"$huale" export-detector --weights "$weights" --out detector.onnx
set -- --data voc:scenes:trainval --weights detector.onnx --budget 5 --threads 1
"$huale" score "$@" --out local-onnx
"$huale" score "$@" --out onnx --spark "$SPARK_URL"
same local-onnx onnx
