package org.huale.web.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page works on. Safe for use by many threads. Every change is on the disk when the call returns. Images are known
 * by numbers; no answer has a path of the machine in it.
 */
public interface Desk {

    /** A word for the run, which no other one has. */
    String run();

    /** A word for the names and numbers of the classes, which change while people label. */
    String classWord();

    /** A number that changes whenever anything of {@link #state} may have changed. */
    long version();

    /** @param viewer whose pace and leases count; blank for nobody */
    StateView state(String viewer);

    /**
     * Begins with these classes, where nothing has been begun.
     *
     * @throws BadInput where names are missing, blank, twice or too long
     * @throws Stale where classes are there already
     */
    void setUp(List<String> classes);

    /** Leases the image that somebody should do next, or says why there is none. */
    Next next(String who, @Nullable Long after);

    /** Leases the next image that is finished and that no reviewer has accepted, or says why there is none. */
    Next nextToReview(String who, @Nullable Long after);

    /**
     * The images of the requests that are open, those of the oldest request first, and of each the most wanted first.
     *
     * @param state only those in it; blank for all
     * @throws BadInput where there is no such state
     */
    List<ImageLine> images(String state, int limit, int offset);

    /** @throws Missing where there is no such image */
    ImageView image(long id);

    /** @throws Missing where there is no such image, or its file is gone */
    Pixels pixels(long id);

    /**
     * Leases an image or renews the lease; returns until when.
     *
     * @throws Held where somebody else has it, or where nobody has finished it and the same person is its other annotator
     */
    Instant lease(long id, String who);

    void release(long id, String who);

    /**
     * @param who whoever saves; a reviewer who changes another's finished image corrects it
     * @throws Stale where the image was changed since the revision that the change was made from
     * @throws Held where somebody else has it, changed or not
     * @throws BadInput where a box, a class or a guess does not fit the image
     */
    ImageView save(long id, PersonView who, Change change);

    /** @throws Stale where the image was changed since, or is not finished */
    ImageView review(long id, String who, Verdict verdict);

    List<PersonView> people();

    /**
     * Lets somebody in.
     *
     * @return the token, which nobody can see again
     * @throws BadInput where the name is blank or too long, or there is no such role
     */
    String invite(String name, String role);

    /** @throws Missing where there is nobody of that name */
    void revoke(String name);

    /** Whose token it is. */
    Optional<PersonView> holderOf(String token);
}
