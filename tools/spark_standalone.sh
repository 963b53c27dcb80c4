#!/bin/sh
# Starts a Spark cluster on this machine, a master and two workers of one core each, has a command use it, and ends it.
#
#   SPARK_HOME=/opt/spark tools/spark_standalone.sh WORK COMMAND...
#
# WORK is a fresh folder for logs and for what the workers do. The command finds the URL of the cluster in SPARK_URL; its exit
# code is that of this script.
set -eu

: "${SPARK_HOME:?set SPARK_HOME to an unpacked Spark 4 for Scala 2.13, or to the folder pyspark of pip install pyspark}"
[ $# -ge 2 ] || { echo "usage: $0 WORK COMMAND..." >&2; exit 2; }
mkdir "$1"
work=$(cd "$1" && pwd)
shift

started=
stop() {
    for process in $started; do
        kill "$process" 2>/dev/null || true
    done
}
trap stop EXIT

start() {
    log=$work/$1.log
    shift
    "$SPARK_HOME/bin/spark-class" "$@" >"$log" 2>&1 &
    started="$started $!"
}

wait_for() {
    until grep -q "$1" "$work/$2.log" 2>/dev/null; do
        kill -0 "${started##* }" 2>/dev/null || { cat "$work/$2.log" >&2; exit 1; }
        sleep 1
    done
}

start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
wait_for 'Starting Spark master at' master
SPARK_URL=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$work/master.log" | head -n 1)
export SPARK_URL
# Two addresses of this machine: Spark attempts a slow task a second time on another host only.
for number in 1 2; do
    start "worker$number" org.apache.spark.deploy.worker.Worker --host "127.0.0.$number" --webui-port 0 \
        --cores 1 --memory 2g --work-dir "$work/worker$number" "$SPARK_URL"
    wait_for 'Successfully registered' "worker$number"
done
echo "cluster: $SPARK_URL"
"$@"
