package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.laws.Damage;
import org.huale.laws.LawSeeds;
import org.huale.loop.folder.RunCheck;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunRepair;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FileTree;
import org.huale.storage.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of a run, damaged in every way: what follows are the bits of a run that was never damaged, or a refusal that names
 * the file and the way out, which is then taken and comes to those bits.
 */
class DamagedRunTest {
    private static final int SOME = 2;
    private static final int ALL = 20;
    private static final String REFUSED = "refused";
    private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir(factory = MemoryDisk.class)
    private Path parent;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    /** Of three cycles, as far as a test lets it come. */
    private Rig rig(String name) {
        return rig(parent.resolve(name));
    }

    private static Rig rig(Path folder) {
        Rig rig = new Rig(folder);
        rig.settings = Map.of("budget", 2);
        return rig;
    }

    private Map<String, String> expected() {
        Rig whole = rig("whole");
        whole.run();
        return whole.content();
    }

    @Test
    void aRunThatHasCycleBehindItIsNeverWrongWithoutAWord() throws IOException {
        Rig begun = rig("begun");
        begun.options = new LoopOptions(7, 2, 2, 0, 0, true, LoopOptions.Keep.defaults());
        begun.run();
        everyDamage(begun.folder, expected(), SOME);
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(500);
    }

    @Test
    @Tag("slow")
    void theWayOutOfEveryDamageIsTaken() throws IOException {
        Rig begun = rig("begun");
        begun.options = new LoopOptions(7, 2, 2, 0, 0, true, LoopOptions.Keep.defaults());
        begun.run();
        everyDamage(begun.folder, expected(), ALL);
    }

    @Test
    void aRunThatDiedWhileItSelectedIsNeverWrongWithoutAWord() throws IOException {
        Rig begun = rig("begun");
        int crashes = 0;
        for (int moment = 0; !holdsPredictions(begun.folder); moment += 7) {
            begun.crashingAt(moment);
            try {
                begun.run();
            } catch (Rig.Crash expected) {
                crashes++;
            }
        }
        assertThat(crashes).as("deaths before it selected").isPositive();
        everyDamage(begun.folder, expected(), SOME);
    }

    private static boolean holdsPredictions(Path run) throws IOException {
        if (!Files.exists(run)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(run)) {
            return files.anyMatch(it -> it.toString().contains("cycle-1/predictions/") && Files.isRegularFile(it));
        }
    }

    /** @param ways out that are taken of twenty bytes changed, since it is one for all; of other damages it is always taken */
    private void everyDamage(Path run, Map<String, String> expected, int ways) throws IOException {
        long seed = LawSeeds.fresh();
        List<String> wrong = new ArrayList<>();
        List<Path> files = files(run);
        int cell = 0;
        for (Path file : files) {
            int changed = 0;
            for (Damage damage : Damage.all(run, file, seed + cell)) {
                boolean taken = !damage.changesAByte() || changed++ < ways;
                Path attacked = parent.resolve("cell-" + cell++);
                FileTree.copy(run, attacked, it -> false);
                damage.to(attacked.resolve(run.relativize(file)));
                try {
                    outcomes.merge(outcome(new Cell(attacked, file, damage, taken), expected), 1, Integer::sum);
                } catch (RuntimeException | AssertionError e) {
                    wrong.add(run.relativize(file) + ", " + damage + ": " + e);
                }
                FileTree.delete(attacked);
            }
        }
        assertThat(wrong).as("seed " + seed).isEmpty();
    }

    private static List<Path> files(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> !it.toString().contains("checkpoint")) // the made-up trainer's own affair
                    .sorted()
                    .toList();
        }
    }

    /** @param taken whether the way out is taken, too, where there must be one */
    private record Cell(Path run, Path file, Damage damage, boolean taken) {}

    private static String outcome(Cell cell, Map<String, String> expected) {
        String outcome = attempt(cell);
        if (outcome.equals(REFUSED)) {
            return outcome;
        }
        assertThat(RunCheck.of(cell.run()).lines()).isEmpty();
        assertSame(content(cell.run()), expected, cell);
        return outcome;
    }

    /** Goes on with the run, by the way out if there must be one. */
    private static String attempt(Cell cell) {
        try {
            goOn(rig(cell.run()));
            return "the same bits";
        } catch (HualeException e) {
            assertThat(e.getMessage()).contains(cell.file().getFileName().toString());
            return cell.taken() ? wayOut(cell, String.valueOf(e.getMessage())) : REFUSED;
        }
    }

    private static String wayOut(Cell cell, String refusal) {
        if (refusal.contains("delete it") || refusal.contains("delete th")) { // predictions
            FileTree.delete(cell.run()
                    .resolve("cycle-1/predictions")
                    .resolve(cell.file().getFileName()));
            goOn(rig(cell.run()));
            return "refused, and the same bits when it is deleted";
        }
        assertThat(refusal).contains("'huale resume " + cell.run() + "'", "--repair");
        assertThat(RunCheck.of(cell.run()).lines()).isNotEmpty();
        assertThat(RunRepair.of(cell.run(), WHEN)).isNotEmpty();
        goOn(rig(cell.run()));
        return "refused, and the same bits by the way out";
    }

    /** As the program does: what is begun is gone on with. */
    private static void goOn(Rig rig) {
        RunFolder.open(rig.folder).close();
        rig.run();
    }

    private static Map<String, String> content(Path run) {
        try (Stream<Path> files = Files.list(run)) {
            files.filter(it -> it.getFileName().toString().startsWith("set-aside-"))
                    .forEach(FileTree::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rig(run).content();
    }

    /** Weights of cycles that have ended may be deleted. */
    private static void assertSame(Map<String, String> actual, Map<String, String> expected, Cell cell) {
        Map<String, String> wanted = new TreeMap<>(expected);
        if (cell.damage().deletes() && cell.file().toString().contains("/training/")) {
            wanted.keySet().removeIf(it -> cell.file().endsWith(it) && !actual.containsKey(it));
        }
        ActiveLearningLoopTest.assertSame(actual, wanted);
    }

    @Test
    void aRunOfBeforeThereWereSumsGoesOnAndHasThemFromThenOn() throws IOException {
        Rig old = rig("old");
        old.options = new LoopOptions(7, 2, 2, 0, 0, true, LoopOptions.Keep.defaults());
        old.run();
        for (String folder : new String[] {"", "cycle-0", "cycle-1"}) {
            Files.delete(old.folder.resolve(folder).resolve("checksums.json"));
        }
        List<String> heard = new ArrayList<>();
        Rig now = rig("old");
        now.listener = new LoopListener() {
            @Override
            public void noted(String words) {
                heard.add(words);
            }
        };
        now.run();
        assertThat(heard).singleElement().asString().contains("no checksum, as of earlier versions");
        ActiveLearningLoopTest.assertSame(now.content(), expected());
        heard.clear();
        now.run();
        assertThat(heard).isEmpty();
        Files.writeString(old.folder.resolve("cycle-0/annotations.json"), "{}");
        assertThatThrownBy(now::run).hasMessageContaining("cycle-0/annotations.json: damaged");
    }

    @Test
    void answersStayWhereTheSelectionThatAskedForThemIsDoneAgain() throws IOException {
        Rig rig = rig("run");
        rig.run();
        Path selection = rig.folder.resolve("cycle-0/selection.json");
        Files.writeString(selection, "{}");
        String answers = Files.readString(rig.folder.resolve("cycle-0/annotations.json"));
        assertThat(RunRepair.of(rig.folder, WHEN))
                .anyMatch(it -> it.contains("selection.json: set aside"))
                .noneMatch(it -> it.contains("annotations.json") || it.contains("training"));
        assertThat(rig.folder.resolve("set-aside-20260102T030405/cycle-0/selection.json"))
                .exists();
        assertThat(rig.folder.resolve("cycle-0/annotations.json")).content().isEqualTo(answers);
        int trained = rig.tasks.size();
        rig.run();
        assertThat(rig.tasks).hasSize(trained);
        ActiveLearningLoopTest.assertSame(content(rig.folder), expected());
    }

    @Test
    void whatWasMadeFromAnotherFileIsRefused() throws IOException {
        Rig rig = rig("run");
        rig.run();
        Path cycle = rig.folder.resolve("cycle-0");
        String forged = Files.readString(cycle.resolve("annotations.json")) + " ";
        Files.writeString(cycle.resolve("annotations.json"), forged); // with a sum of its own
        new Checksums(cycle, "cycle-0").note(Map.of("annotations.json", Checksums.Entry.of(Sha256.of(forged))));
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("cycle-1/trained.json", "was made from another ../cycle-0/annotations.json");
    }

    /** Earlier versions gave sums to what programs say and are handed. */
    @Test
    void whatChangesAfterATrainingIsNoDamageWhereItHasASum() throws IOException {
        Rig rig = rig("run");
        rig.run();
        Path cycle = rig.folder.resolve("cycle-2");
        Checksums.Entry then = Checksums.Entry.of(Sha256.of("a start\n"));
        new Checksums(cycle, "cycle-2")
                .note(Map.of("training/predict.log", then, "training/predict/call-1/images.json", then));
        Files.writeString(cycle.resolve("training/predict.log"), "a start\nanother\n");
        Files.createDirectories(cycle.resolve("training/predict/call-1"));
        Files.writeString(cycle.resolve("training/predict/call-1/images.json"), "others");
        assertThat(RunCheck.of(rig.folder).lines()).isEmpty();
        Path weights = cycle.resolve("training/weights/last");
        Files.writeString(weights, "0");
        assertThat(RunCheck.of(rig.folder).lines()).singleElement().asString().startsWith(weights + ": damaged");
    }

    /** As {@code huale benchmark --keep-weights none} leaves a run, which is no damage before it is to have more cycles. */
    @Test
    void weightsThatWereDeletedToSaveSpaceAreTrainedAgainWhereTheyAreNeeded() throws IOException {
        Rig rig = rig("run");
        rig.options = new LoopOptions(7, 2, 2, 0, 0, false, LoopOptions.Keep.defaults());
        rig.run();
        try (RunFolder opened = RunFolder.open(rig.folder)) {
            opened.deleteWeights(true);
        }
        assertThat(RunRepair.of(rig.folder, WHEN)).isEmpty();
        rig.options = new LoopOptions(7, 2, 3, 0, 0, false, LoopOptions.Keep.defaults());
        Path cycle = rig.folder.resolve("cycle-1");
        assertThatThrownBy(rig::run)
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        cycle.resolve("training/weights/last") + ": is gone and needed",
                        "delete " + cycle.resolve("trained.json") + " and the folder " + cycle.resolve("training"),
                        "'huale resume " + rig.folder + "'");
        Files.delete(cycle.resolve("trained.json"));
        FileTree.delete(cycle.resolve("training"));
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        Rig whole = rig("whole");
        whole.options = rig.options;
        whole.run();
        Map<String, String> expected = whole.content();
        expected.keySet().removeIf(it -> it.startsWith("cycle-0/training/weights/"));
        ActiveLearningLoopTest.assertSame(rig.content(), expected);
        assertThat(RunCheck.of(rig.folder).lines()).isEmpty();
    }

    /** The line of the selection, which is set aside first, does not hide that the detector is needed for it. */
    @Test
    void weightsThatAreGoneBesideADamagedSelectionAreTrainedAgain() throws IOException {
        Rig rig = rig("run");
        Path cycle = rig.folder.resolve("cycle-1");
        rig.stop = () -> Files.exists(cycle.resolve("cycle.json"));
        assertThat(rig.run()).isInstanceOf(RunEnding.Stopped.class);
        rig.stop = () -> false;
        Files.writeString(cycle.resolve("selection.json"), "{}");
        Files.delete(cycle.resolve("training/weights/last"));
        assertThat(RunRepair.of(rig.folder, WHEN)).anyMatch(it -> it.contains("last: is missing, and needed to go on"));
        assertThat(rig.run()).isInstanceOf(RunEnding.Done.class);
        ActiveLearningLoopTest.assertSame(content(rig.folder), expected());
    }

    @Test
    void nothingIsDeletedAndASecondRepairFindsNothing() throws IOException {
        Rig rig = rig("run");
        rig.run();
        Map<String, String> before = rig.content();
        Files.writeString(rig.folder.resolve("cycle-0/trained.json"), "{}");
        before.put("cycle-0/trained.json", "{}");
        RunRepair.of(rig.folder, WHEN);
        Map<String, String> after = new TreeMap<>();
        rig.content().forEach((name, text) -> after.put(name.replaceFirst("set-aside-\\w+/", ""), text));
        assertThat(after).isEqualTo(before);
        assertThat(RunRepair.of(rig.folder, WHEN)).isEmpty();
    }

    @Test
    void aRunInUseIsNotRepaired() {
        Rig rig = rig("run");
        rig.run();
        try (RunFolder opened = RunFolder.open(rig.folder)) {
            assertThat(opened.cycles()).isEqualTo(3);
            assertThatThrownBy(() -> RunRepair.of(rig.folder, WHEN)).hasMessageContaining("another process");
        }
    }

    @Test
    void whereThereIsNoRunNothingIsCheckedOrRepaired() throws IOException {
        Path empty = Files.createDirectory(parent.resolve("empty"));
        assertThatThrownBy(() -> RunCheck.of(empty)).hasMessageContaining("holds no run");
        assertThatThrownBy(() -> RunRepair.of(empty, WHEN)).hasMessageContaining("holds no run");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void aRepairThatIsCutOffCanBeDoneAgain() throws IOException {
        Map<String, String> expected = expected();
        for (int moment = 0; moment < 30; moment += 2) {
            Rig rig = rig("cut-" + moment);
            rig.run();
            Files.writeString(rig.folder.resolve("cycle-0/trained.json"), "{}");
            cutOff(rig.folder, moment);
            RunRepair.of(rig.folder, WHEN);
            rig.run();
            ActiveLearningLoopTest.assertSame(content(rig.folder), expected);
        }
    }

    private static void cutOff(Path run, int last) {
        int[] moment = {0};
        RunFiles dying = new RunFiles(run, (file, write) -> {
            if (moment[0]++ == last) {
                throw new Rig.Crash();
            }
            write.run();
        });
        assertThatThrownBy(() -> RunRepair.of(dying, WHEN)).isInstanceOf(Rig.Crash.class);
    }
}
