package org.huale.cli;

/** What the program ends with. */
final class ExitCode {
    static final int DONE = 0;
    static final int OUR_FAULT = 1;
    static final int USERS_INPUT = 2;
    static final int AWAITS_ANNOTATION = 3;

    private ExitCode() {}
}
