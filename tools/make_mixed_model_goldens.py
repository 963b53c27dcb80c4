"""Writes what statsmodels says of means in random groups and of power, for the tests of org.huale.statistics."""

import json
import pathlib

import numpy as np
from statsmodels.regression.mixed_linear_model import MixedLM
from statsmodels.stats.power import TTestPower

OUT = pathlib.Path(__file__).parent.parent / "core/src/test/resources/statistics/statsmodels.json"
GROUPS = [
    [[1.2, 2.1, 0.4, 1.9], [3.3, 2.7, 4.4, 3.1], [-0.2, 0.8, 0.1, 1.0]],  # balanced
    [[2.8, 1.1, 3.9, 0.2, 2.5], [1.0, 1.9, -0.4], [4.1, 3.6], [0.9]],
    [[0.3, 2.0, 1.1], [1.6, 0.2, 1.0], [0.8, 1.9, 0.4]],  # no spread between groups
]


def fitted(groups):
    values = np.concatenate([np.array(g) for g in groups])
    names = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    fit = MixedLM(values, np.ones((len(values), 1)), groups=names).fit(reml=True, method=["bfgs", "lbfgs"], gtol=1e-12)
    return {
        "groups": groups,
        "mean": fit.fe_params[0],
        "standardError": fit.bse_fe[0],
        "between": float(np.sqrt(fit.cov_re[0, 0])),
        "within": float(np.sqrt(fit.scale)),
    }


def powers():
    for n in (3, 5, 16, 60):
        for effect in (0.1, 0.5, 1.0):
            for level in (0.05, 0.05 / 15):
                chance = float(TTestPower().power(effect, n, level))
                if np.isfinite(chance):  # it has no answer where critical values are large
                    yield {"n": n, "effect": effect, "level": level, "chance": chance}


GOLDEN = {"models": [fitted(g) for g in GROUPS], "powers": list(powers())}
OUT.write_text(json.dumps(GOLDEN, indent=1, allow_nan=False) + "\n")
