package org.huale.loop.oracle;

import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.ClassNames;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.aside.FormerNames;
import org.huale.revision.ClassHistory;

/**
 * The classes that people are given in a cycle.
 *
 * @param names that they have now, or had then where the answer of a cycle is asked for again
 * @param former names that annotators may still use
 * @param latest of the run, all of which are given unless an answer is asked for again
 */
public record AskedClasses(ClassNames names, FormerNames former, ClassNames latest) {
    private static final String PROBLEM = ": class '"; // as readers of finished work speak of one that they do not know

    /** @param cycle that asks, -1 for the initial set */
    public static AskedClasses of(ClassHistory history, int cycle) {
        return new AskedClasses(history.atRequest(cycle).to(), history.formerNames(cycle), history.latest());
    }

    /** Of classes that have always been called so. */
    static AskedClasses always(ClassNames names) {
        return new AskedClasses(names, FormerNames.NONE, names);
    }

    FormerClasses reading() {
        return new FormerClasses(names, former);
    }

    /**
     * What people can do about classes that their work has and that they were not given, in lines; none where there are none.
     *
     * @param problems of their work
     * @param run the run's folder, as it is called in a command
     */
    public List<String> advice(List<String> problems, String run) {
        List<String> unknown =
                problems.stream().filter(it -> it.contains(PROBLEM)).toList();
        List<String> later = latest.names().stream()
                .filter(name -> names.indexOf(name).isEmpty())
                .filter(name -> unknown.stream().anyMatch(it -> isOf(it, name)))
                .toList();
        List<String> lines = new ArrayList<>();
        if (unknown.stream().anyMatch(it -> later.stream().noneMatch(name -> isOf(it, name)))) {
            lines.add("A class that the run does not have yet is added by: huale classes " + run + " add NAME");
        }
        if (!later.isEmpty()) {
            lines.add("The images were first asked for before the run had the classes " + later
                    + ", and are asked for again without them: take their boxes out, or give them one of "
                    + names.names());
        }
        return lines;
    }

    private static boolean isOf(String problem, String name) {
        return problem.contains(PROBLEM + name + "' ");
    }
}
