"""Reads a folder of predictions that `huale score --spark` left with pandas, DuckDB and, where it is installed, Spark, and
holds what they see equal: python tools/read_parquet.py OUT/parquet (needs pandas, pyarrow and duckdb)."""

import sys

import duckdb
import pandas


def main(folder):
    files = f"{folder}/views/original/*.parquet"
    by_pandas = pandas.read_parquet(f"{folder}/views/original").sort_values("image").reset_index(drop=True)
    by_duckdb = duckdb.sql(f"select * from '{files}' order by image").df()
    assert by_pandas.columns.tolist() == by_duckdb.columns.tolist(), (by_pandas.columns, by_duckdb.columns)
    for column in by_pandas.columns:
        for one, other in zip(by_pandas[column], by_duckdb[column]):
            assert plain(one) == plain(other), (column, one, other)
    for row in by_pandas.itertuples():
        count = len(row.classes)
        assert len(row.boxes) == len(row.confidences) == count, row.image
        assert all(len(box) == 4 for box in row.boxes), row.image
        for column in ("distributions", "proposals", "features", "variances", "suppressed"):
            values = getattr(row, column)
            assert values is None or len(values) == count, (row.image, column)
    print(duckdb.sql(f"select count(*) images, sum(len(classes)) detections, max(list_max(confidences)) best from '{files}'"))
    by_spark(files, by_pandas)
    print(f"{len(by_pandas)} images: the same by all")


def by_spark(files, expected):
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        print("no pyspark: not read by Spark")
        return
    spark = SparkSession.builder.master("local[1]").getOrCreate()
    rows = spark.read.parquet(files).orderBy("image").collect()
    assert [row.image for row in rows] == expected.image.tolist()
    for row, other in zip(rows, expected.itertuples()):
        for column in expected.columns:
            assert plain(row[column]) == plain(getattr(other, column)), (row.image, column)
    spark.stop()


def plain(value):
    """Lists for arrays, None for what is not there."""
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(it) for it in value]
    return None if pandas.isna(value) else value


if __name__ == "__main__":
    main(sys.argv[1])
