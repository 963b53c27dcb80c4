// Which guesses of the detector are shown.

export const FIRST_THRESHOLD = 0.5;
const STEP = 0.05;

export const shown = (guesses, threshold) => guesses.filter(it => it.score >= threshold);

export const rounded = threshold => Math.round(Math.min(Math.max(threshold, 0), 1) * 100) / 100;

/** Threshold a step up or down. */
export const stepped = (threshold, up) => rounded(threshold + (up ? STEP : -STEP));

export const percent = score => `${Math.round(score * 100)} %`;
