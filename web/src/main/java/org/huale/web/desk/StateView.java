package org.huale.web.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param run a word for it, under which the page keeps what it could not save, and with which it asks
 * @param title for people
 * @param classes in the order of their numbers; empty before they were given
 * @param classWord a word for them, with which the page says which ones it means
 * @param cycle of the run, from 0; -1 before the first
 * @param message a sentence or two for people
 * @param request what people work on; null where they need not
 */
public record StateView(
        String run,
        String title,
        List<ClassView> classes,
        String classWord,
        Phase phase,
        int cycle,
        String message,
        @Nullable RequestView request,
        ProgressView progress) {

    public StateView {
        classes = List.copyOf(classes);
    }
}
