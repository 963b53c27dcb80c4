#!/bin/sh
# Scores images that lie in S3 on a real Spark cluster, with the predictions in S3, too, and compares with the scoring of the same
# files of this machine without Spark. S3 is moto's server of this machine: pip install 'moto[server]' boto3.
#
#   SPARK_HOME=/opt/spark tools/spark_s3.sh WORK WEIGHTS IMAGES
#
# WORK is a fresh folder, IMAGES a folder of images. SPARK_URL names the cluster; without, a master and two workers are started on
# this machine, with their logs in WORK.spark. They know nothing of the store: keys and settings come with the tasks.
# $SPARK_HOME/jars needs hadoop-aws, see docs/spark.md. HUALE names the program (default: bin/huale), PYTHON a Python with moto.
set -eu

: "${SPARK_HOME:?set SPARK_HOME to an unpacked Spark 4 for Scala 2.13 with hadoop-aws among its jars}"
[ $# -eq 3 ] || { echo "usage: $0 WORK WEIGHTS IMAGES" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
if [ -z "${SPARK_URL:-}" ]; then
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY HADOOP_CONF_DIR
    exec "$here/tools/spark_standalone.sh" "$1.spark" "$0" "$@"
fi
huale=${HUALE:-$here/bin/huale}
python=${PYTHON:-python3}
weights=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
images=$(cd "$3" && pwd)
mkdir "$1"
cd "$1"

# Keys of nobody: moto takes any. Everything else Hadoop reads from core-site.xml.
export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nobodys-secret HADOOP_CONF_DIR="$PWD/conf"
port=${PORT:-5123}
"$python" -m moto.server -H 127.0.0.1 -p "$port" >moto.log 2>&1 &
trap 'kill $!' EXIT
mkdir conf
cat >conf/core-site.xml <<XML
<configuration>
  <property><name>fs.s3a.endpoint</name><value>http://127.0.0.1:$port</value></property>
  <property><name>fs.s3a.endpoint.region</name><value>us-east-1</value></property>
  <property><name>fs.s3a.path.style.access</name><value>true</value></property>
</configuration>
XML
"$python" - "$port" "$images" <<'PYTHON'
import pathlib, sys, time
import boto3, botocore.exceptions

s3 = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{sys.argv[1]}", region_name="us-east-1")
for attempt in range(60):
    try:
        s3.create_bucket(Bucket="pool")
        break
    except botocore.exceptions.EndpointConnectionError:
        time.sleep(1)
folder = pathlib.Path(sys.argv[2])
for file in sorted(folder.rglob("*")):
    if file.is_file():
        s3.upload_file(str(file), "pool", f"images/{file.relative_to(folder)}")
PYTHON

set -- --weights "$weights" --budget 5 --threads 1
"$huale" score "$@" --data "$images" --out local
"$huale" score "$@" --data s3a://pool/images --out s3 --spark "$SPARK_URL" --parquet s3a://pool/found
"$huale" score --data s3a://pool/images --budget 5 --predictions s3a://pool/found --out s3-parquet
for out in s3 s3-parquet; do
    for file in selection.txt scores.csv; do
        cmp "local/$file" "$out/$file"
    done
    if grep -r nobodys-secret "$out"; then
        echo "a key stands in these files" >&2
        exit 1
    fi
done
echo "s3: the same selection and scores as of the files of this machine"
