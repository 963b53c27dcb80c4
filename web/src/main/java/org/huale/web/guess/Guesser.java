package org.huale.web.guess;

import java.util.List;
import java.util.Optional;

/** A detector that is asked for what it finds in images of a pool. */
public interface Guesser {

    /** Tells one detector from the next; another one wherever its guesses may be others. */
    String version();

    /**
     * What is found in each image, in the order asked for; empty for what is no image of the pool.
     *
     * @param images for each the names that it may have, the surest first
     * @throws org.huale.web.desk.NotReady where there is no detector yet, or it takes too long; asked again it goes on
     */
    List<Optional<Guesses>> guess(List<List<String>> images);
}
