package org.huale.web.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.dataset.DatasetLocator;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.huale.web.session.Beginning.Wishes;
import tools.jackson.core.JacksonException;

/**
 * The lists of images that the run of a place reads, by the paths that these had when it was begun. In a place that was moved or copied
 * since they are those of another one.
 */
record RunLists(LabelPlace place, Wishes wishes) {

    /**
     * Checks that the run, be it there or yet to begin with what is ready, reads the lists that the place has.
     *
     * @throws HualeException where it reads others, and images that come later would never get to it
     */
    void requireOwn() {
        requireOwn("pool", place.pool());
        requireOwn("test", place.test());
    }

    private void requireOwn(String key, Path list) {
        String here = place.listed(list).toString();
        named(key)
                .filter(it -> !isTyped(key) && !it.equals(here) && !isSame(it, here))
                .ifPresent(it -> {
                    throw new HualeException(place.folder() + ": its run reads '" + it + "' (data." + key
                            + "), by the paths that it was begun with, and not '" + here + "', so that images that come"
                            + " later would never get to it. Move what was moved or copied back to where these paths"
                            + " lead, in place of what is there by now, or make a link there that leads to it");
                });
    }

    /** Whether somebody has named another list in place of that of the place. */
    private boolean isTyped(String key) {
        Settings typed = new Settings();
        wishes.keys().forEach(typed::assignment);
        return typed.mention("data." + key);
    }

    /** What the configuration has for a key of the data; nothing where it cannot be read, which whoever goes on with the run tells. */
    private Optional<String> named(String key) {
        Path run = place.run();
        Path file = RunFolder.holdsRun(run) ? run.resolve("config.json") : place.config();
        try {
            Object config = ConfigJson.read(InputFile.text(file), Object.class);
            return config instanceof Map<?, ?> keys
                            && keys.get("data") instanceof Map<?, ?> data
                            && data.get(key) instanceof String name
                    ? Optional.of(name)
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether both lead to the same list and images, be it by links. */
    private static boolean isSame(String one, String other) {
        try {
            return real(DatasetLocator.parse(one)).equals(real(DatasetLocator.parse(other)));
        } catch (HualeException e) {
            return false; // no name of a list
        }
    }

    private static DatasetLocator real(DatasetLocator name) {
        return new DatasetLocator(
                name.format(),
                real(name.path()),
                name.detail().map(it -> real(Path.of(it)).toString()),
                name.options());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize(); // it is not there
        }
    }
}
