// Which guesses of the detector are shown.

export const FIRST_THRESHOLD = 0.5;
const STEP = 0.05;

/** Scores follow from floats, and that of 0.7 is a little less than the number 0.7: both sides are compared as floats. */
export const shown = (guesses, threshold) => guesses.filter(it => Math.fround(it.score) >= Math.fround(threshold));

export const rounded = threshold => Math.round(Math.min(Math.max(threshold, 0), 1) * 100) / 100;

/** Threshold a step up or down. */
export const stepped = (threshold, up) => rounded(threshold + (up ? STEP : -STEP));

export const percent = score => `${Math.round(score * 100)} %`;
