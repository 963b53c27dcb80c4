package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FolderLock;

/**
 * Makes a damaged run one that can be gone on with: damaged files, and all that were made from them, are moved into a folder of
 * their own within the run, and nothing is deleted. What people annotate is not touched, and answers that are whole stay, also
 * where the selection that asked for them is done again.
 */
public final class RunRepair {
    /** How the folders are called that damaged files are moved to. */
    static final String ASIDE = "set-aside-";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_ROUNDS = 4;

    private final RunFiles run;
    private final Path aside;
    private final List<String> told = new ArrayList<>();

    private RunRepair(RunFiles run, Path aside) {
        this.run = run;
        this.aside = aside;
    }

    /**
     * @param when from which the name of the folder follows that damaged files are moved to
     * @return what was done, a line each; empty where nothing was wrong
     * @throws HualeException where another process works on the run, or a file cannot be made again
     */
    public static List<String> of(Path folder, Instant when) {
        return of(new RunFiles(folder), when);
    }

    /** As {@link #of(Path, Instant)}, where tests let writing fail. */
    public static List<String> of(RunFiles run, Instant when) {
        Path folder = run.path("");
        if (!RunCheck.isRun(run)) {
            throw new HualeException(folder + ": holds no run");
        }
        FolderLock lock = RunFolder.locked(folder);
        try {
            return new RunRepair(run, unused(folder, when)).repaired();
        } finally {
            lock.close();
        }
    }

    private static Path unused(Path folder, Instant when) {
        String name = ASIDE + NAME.format(when);
        Path free = folder.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = folder.resolve(name + "-" + i);
        }
        return free;
    }

    /** What one round mends may bring more to light, such as answers to a selection whose sums were damaged. */
    private List<String> repaired() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            RunCheck check = RunCheck.of(run);
            List<Finding> findings =
                    check.findings().stream().filter(Finding::hinders).toList();
            if (findings.isEmpty()) {
                return told;
            }
            findings.forEach(it -> told.add(it.folder().path(it.name()) + ": " + it.fault()));
            mend(findings);
        }
        RunCheck.of(run).requireSound();
        return told;
    }

    private void mend(List<Finding> findings) {
        List<Finding> sums =
                findings.stream().filter(it -> it.kind() == RunFile.CHECKSUMS).toList();
        if (!sums.isEmpty()) {
            sums.forEach(it -> setAside(it.folder(), it.name()));
            if (run.sums().isEmpty()) {
                RunFolder.requireConfigOfThen(run); // as nothing else tells once it has a sum again
            }
            RunCheck.of(run).adopt();
            return;
        }
        findings.stream().filter(it -> it.kind().isKeptTwice()).forEach(it -> writeBack(it.folder(), it.name()));
        List<RunItem> damaged = findings.stream()
                .filter(it -> !it.kind().isKeptTwice())
                .map(it -> new RunItem(it.folder(), it.name(), it.kind()))
                .toList();
        List<RunItem> all = new ArrayList<>(new MadeFrom(new RunTree(run)).with(damaged));
        Collections.reverse(all); // so that a crash in between leaves a shorter run
        all.forEach(this::setAside);
    }

    private void writeBack(RunFiles folder, String name) {
        Optional<String> text = Optional.ofNullable(folder.sums().get(name)).map(Checksums.Entry::text);
        if (text.isEmpty()) {
            throw new HualeException(folder.path(name) + ": damaged, and cannot be made from anything else;"
                    + " restore it from a copy of the run");
        }
        setAside(folder, name);
        folder.writeText(name, text.get());
        told.add(folder.path(name) + ": written back");
    }

    private void setAside(RunItem item) {
        for (String name : item.names()) {
            setAside(item.folder(), name);
        }
        item.folder().forget(item.sealed());
    }

    private void setAside(RunFiles folder, String name) {
        Path file = folder.path(name);
        if (!Files.exists(file)) {
            return;
        }
        Path target = aside.resolve(run.path("").relativize(file).toString());
        folder.perform(name, () -> move(file, target));
        told.add(file + ": set aside as " + target);
    }

    private static void move(Path file, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.move(file, target);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be moved to " + target + ": " + e.getMessage(), e);
        }
    }
}
