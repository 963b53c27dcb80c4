package org.huale.loop.folder;

/**
 * Something wrong with a file of a run.
 *
 * @param folder that the file is in: the run's or a cycle's
 * @param name relative to the folder
 * @param fault to follow the file's name and a colon
 * @param hinders whether nothing can be gone on with before it is repaired; otherwise whoever goes on with the run sees to it
 */
record Finding(RunFiles folder, String name, RunFile kind, String fault, boolean hinders) {

    /** With the file, what is wrong, and what to do. */
    String words() {
        return folder.path(name) + ": " + fault + " (" + kind.step() + "); "
                + (hinders ? kind.wayOut(folder.run()) : kind.wayOn(folder.run()));
    }
}
