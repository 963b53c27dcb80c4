"""Writes what SciPy says of small paired samples and of Student's t, for the tests of org.huale.statistics."""

import json
import pathlib

import numpy as np
from scipy import stats

OUT = pathlib.Path(__file__).parent.parent / "core/src/test/resources/statistics/scipy.json"
SAMPLES = [
    ([0.52, 0.61, 0.58, 0.66, 0.70, 0.49, 0.55, 0.63], [0.50, 0.56, 0.59, 0.60, 0.62, 0.46, 0.515, 0.555]),
    ([0.31, 0.35, 0.29], [0.30, 0.31, 0.305]),
    ([0.4, 0.5, 0.45, 0.47, 0.52], [0.41, 0.53, 0.52, 0.48, 0.57]),
]


def sample(ours, theirs):
    differences = np.array(ours) - np.array(theirs)
    t = stats.ttest_rel(ours, theirs)
    interval = t.confidence_interval(0.95)
    wins = int((differences > 0).sum())
    flips = stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf)
    return {
        "ours": ours,
        "theirs": theirs,
        "studentT": t.pvalue,
        "low": interval.low,
        "high": interval.high,
        "signFlip": flips.pvalue,
        "wilcoxon": stats.wilcoxon(differences, method="exact").pvalue,
        "sign": stats.binomtest(wins, len(ours)).pvalue,
    }


def quantiles():
    for freedom in (1, 2, 4, 9, 30, 200):
        for t in (0.1, 1.0, 3.0, 12.0):
            yield {"freedom": freedom, "t": t, "twoSided": 2 * stats.t.sf(t, freedom)}


OUT.write_text(json.dumps({"samples": [sample(*s) for s in SAMPLES], "studentT": list(quantiles())}, indent=1) + "\n")
