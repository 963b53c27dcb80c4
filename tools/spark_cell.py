"""Has a cluster of Spark work on a run of a benchmark: `huale benchmark ... --submit 'spark-submit --master URL tools/spark_cell.py {cell}'`."""

import subprocess
import sys

from pyspark.sql import SparkSession

cell = SparkSession.builder.appName("HUALE cell").getOrCreate().sparkContext.parallelize(sys.argv[1:2], 1)
sys.exit(max(cell.map(lambda script: subprocess.run(["sh", script]).returncode).collect()))
