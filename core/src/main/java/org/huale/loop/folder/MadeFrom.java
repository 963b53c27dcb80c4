package org.huale.loop.folder;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.storage.Checksums;

/** What was made from what in a run, by the sums of its files. */
record MadeFrom(RunTree tree) {

    /**
     * Files with all that was made from them, in the order of folders and steps. Answers that are whole are not among what was
     * made from others: who gave them is not asked twice.
     */
    List<RunItem> with(List<RunItem> damaged) {
        Map<Path, RunItem> all = new LinkedHashMap<>();
        Deque<RunItem> open = new ArrayDeque<>();
        damaged.forEach(it -> open.addAll(it.step()));
        while (!open.isEmpty()) {
            RunItem next = open.remove();
            if (all.putIfAbsent(next.path(), next) == null) {
                madeFrom(next.path()).forEach(open::add);
            }
        }
        if (all.values().stream().anyMatch(it -> it.kind() == RunFile.AUDIT)) {
            answers().forEach(it -> all.putIfAbsent(it.path(), it));
        }
        return sorted(all);
    }

    private List<RunItem> sorted(Map<Path, RunItem> all) {
        List<Path> folders = tree.folders().stream().map(it -> it.path("")).toList();
        return all.values().stream()
                .sorted(Comparator.<RunItem>comparingInt(
                                it -> folders.indexOf(it.folder().path("")))
                        .thenComparing(RunItem::kind))
                .toList();
    }

    private List<RunItem> madeFrom(Path file) {
        List<RunItem> made = new ArrayList<>();
        for (RunItem it : items()) {
            boolean from = entry(it).of().keySet().stream()
                    .anyMatch(name ->
                            it.folder().path(name).toAbsolutePath().normalize().equals(file));
            if (from && !it.kind().isAnswer()) {
                made.addAll(it.step());
            }
        }
        return made;
    }

    private List<RunItem> answers() {
        return items().stream().filter(it -> it.kind().isAnswer()).toList();
    }

    private List<RunItem> items() {
        List<RunItem> items = new ArrayList<>();
        for (RunFiles folder : tree.folders()) {
            folder.sums()
                    .keySet()
                    .forEach(name -> RunFile.named(name)
                            .filter(kind -> kind != RunFile.TRAINING)
                            .ifPresent(kind -> items.add(new RunItem(folder, name, kind))));
        }
        return items;
    }

    private static Checksums.Entry entry(RunItem item) {
        return Optional.ofNullable(item.folder().sums().get(item.name())).orElseThrow();
    }
}
