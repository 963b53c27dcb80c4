// Seconds that a person was at work, and what follows from them.

/** Longer without any sign of a hand is a break, which counts up to here. */
export const LONGEST_PAUSE = 30;

/** Longer without any sign of a hand, and whoever was there has gone. */
export const LONGEST_STAY = 120;

export class Stopwatch {
  #last;
  #seconds = 0;

  /** @param now seconds, from any beginning */
  constructor(now) {
    this.#last = now;
  }

  /** A sign of a hand. */
  touch(now) {
    this.#seconds += Math.min(Math.max(now - this.#last, 0), LONGEST_PAUSE);
    this.#last = now;
  }

  /** Whether nobody seems to be there any more. */
  isAlone(now) {
    return now - this.#last > LONGEST_STAY;
  }

  /** Seconds since they were last taken. */
  take(now) {
    this.touch(now);
    const seconds = this.#seconds;
    this.#seconds = 0;
    return Math.round(seconds * 1000) / 1000;
  }
}

/** Minutes in words. */
export function minutes(value) {
  if (value < 1) {
    return 'under a minute';
  }
  const whole = Math.round(value);
  if (whole < 120) {
    return whole === 1 ? '1 minute' : `${whole} minutes`;
  }
  return `${(whole / 60).toFixed(1)} hours`;
}

/** Seconds in words. */
export function seconds(value) {
  const whole = Math.round(value);
  return whole === 0 ? 'under a second' : whole === 1 ? '1 second' : `${whole} seconds`;
}
