package org.huale.app.annotate;

import java.util.List;
import java.util.Set;

/** The program that goes on with a run in a process of its own, until the run is done or people have to work. */
public interface WatchProgram {

    /** How such a process ended. */
    enum Ending {
        /** Nothing is left to do. */
        DONE,
        /** People have to annotate, or to bring a file. */
        WAITS,
        /** Another process was faster and works on the run. */
        BUSY,
        /** Something is wrong that a person has to mend, such as a file in {@code labeled}. */
        MISTAKE,
        /** Anything else: a crash, too little memory, a signal. */
        FAULT
    }

    /** Main class and words. */
    List<String> command();

    /** System properties of this process that the other does not inherit. */
    Set<String> ownProperties();

    Ending ending(int exitCode);
}
