"""Writes what SciPy says of small paired samples, ranks and distributions, for the tests of org.huale.statistics."""

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


BLOCKS = [
    [[0.71, 0.74, 0.69], [0.52, 0.55, 0.50], [0.33, 0.31, 0.30], [0.61, 0.66, 0.60], [0.45, 0.47, 0.44]],
    [[0.5, 0.5, 0.4, 0.6], [0.3, 0.2, 0.2, 0.2], [0.7, 0.8, 0.6, 0.9]],  # with ties
]


def ranked(blocks):
    values = np.array(blocks)
    n, k = values.shape
    friedman = stats.friedmanchisquare(*values.T)
    f = (n - 1) * friedman.statistic / (n * (k - 1) - friedman.statistic)
    return {
        "blocks": blocks,
        "meanRanks": stats.rankdata(-values, axis=1).mean(axis=0).tolist(),
        "friedman": friedman.statistic,
        "chiSquaredP": friedman.pvalue,
        "imanDavenportP": stats.f.sf(f, k - 1, (k - 1) * (n - 1)),
    }


def ranges():
    for k in (2, 3, 5, 8, 16, 26):
        for confidence in (0.90, 0.95, 0.99):
            q = stats.studentized_range.ppf(confidence, k, np.inf)
            yield {"k": k, "confidence": confidence, "quantile": q}


GOLDEN = {
    "samples": [sample(*s) for s in SAMPLES],
    "studentT": list(quantiles()),
    "ranked": [ranked(b) for b in BLOCKS],
    "studentizedRange": list(ranges()),
}
OUT.write_text(json.dumps(GOLDEN, indent=1) + "\n")
