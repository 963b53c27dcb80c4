#!/usr/bin/env python3
"""Writes core/src/test/resources/metric/cases.json: small evaluation cases with the numbers of pycocotools and voc_twin.py.

Usage: python tools/make_metric_goldens.py     (needs pycocotools and numpy)
"""

import json
import pathlib

import metric_cases

TARGET = pathlib.Path(__file__).parent.parent / "core/src/test/resources/metric/cases.json"
RANDOM_CASES = 12


def main():
    cases = list(metric_cases.fixed_cases()) + [metric_cases.random_case(seed) for seed in range(RANDOM_CASES)]
    lines = [json.dumps({**c, "expected": metric_cases.expected(c)}, separators=(",", ":")) for c in cases]
    TARGET.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(f"{len(cases)} cases in {TARGET}")


if __name__ == "__main__":
    main()
