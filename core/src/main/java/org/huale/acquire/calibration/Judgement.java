package org.huale.acquire.calibration;

/** Whether a detection is right. */
enum Judgement {
    TRUE_POSITIVE,
    FALSE_POSITIVE,
    /** It shows a crowd or an object marked as difficult, which evaluation counts neither for nor against. */
    UNDECIDED
}
