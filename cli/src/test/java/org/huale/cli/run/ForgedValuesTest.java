package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.laws.LawSeeds;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of a run's JSON files that are missing, null or of another kind, where no sum tells: they do no harm, or are refused with the file's name.
 */
class ForgedValuesTest extends TwoCycles {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SEED = LawSeeds.fresh();

    /** Which files the slow test takes, so that several processes can share them. */
    private static final String FILES = System.getProperty("huale.damage.files", ".*");

    /** As JSON; blank to take the value out. */
    private static final List<String> VALUES = List.of(
            "", "null", "\"odd\"", "\"\"", "-1", "1e308", "0.5", "true", "[]", "{}", "[null]", "{\"odd\":null}");

    /** One value of a file, and what is put in its place. */
    private record Forgery(Path file, JsonPointer place, String value) {}

    @Test
    void drawnValues() throws IOException {
        Path run = withoutSums();
        List<Forgery> forgeries = new ArrayList<>();
        for (Path file : files(run, ".json")) {
            forgeries.addAll(forgeries(file));
        }
        assertThat(forgeries).hasSizeGreaterThan(1000);
        Collections.shuffle(forgeries, new Random(SEED));
        requireForeseen(run, forgeries.subList(0, 60), CellLog.of("drawn", SEED));
    }

    @ParameterizedTest
    @CsvSource({
        "cycle-1/trained.json, /weights, '\"\"'",
        "provenance.json, /classes, []",
        "provenance.json, /classes/0, ''",
        "provenance.json, /config/data/testShare, true"
    })
    void valuesThatOnceFailed(String file, String place, String value) throws IOException {
        Path run = withoutSums();
        Forgery forgery = new Forgery(run.resolve(file), JsonPointer.compile(place), value);
        requireForeseen(run, List.of(forgery), CellLog.of("once", SEED));
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicTest> everyValue() throws IOException {
        Path run = withoutSums();
        CellLog log = CellLog.of("forged", SEED);
        return files(run, ".json").stream()
                .filter(file -> run.relativize(file).toString().matches(FILES))
                .map(file -> DynamicTest.dynamicTest(
                        run.relativize(file).toString(), () -> requireForeseen(run, forgeries(file), log)));
    }

    private Path withoutSums() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        for (Path sums : files(run, "checksums.json")) {
            Files.delete(sums);
        }
        return run;
    }

    private void requireForeseen(Path run, List<Forgery> forgeries, CellLog log) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Forgery forgery : forgeries) {
            long begin = System.nanoTime();
            Optional<String> fault = attempt(run, forgery);
            fault.ifPresent(wrong::add);
            log.note(forgery + fault.map(it -> ": wrong: " + it).orElse(""), begin);
        }
        assertThat(wrong).as("-Dhuale.laws.seed=" + SEED).isEmpty();
    }

    /** What is wrong with what is said of it. */
    private Optional<String> attempt(Path run, Forgery forgery) throws IOException {
        Path forged = folder.resolve("forged");
        copy(run, forged);
        Path file = forged.resolve(run.relativize(forgery.file));
        JsonNode root = JSON.readTree(Files.readString(file));
        put(root, forgery);
        Files.writeString(file, JSON.writeValueAsString(root));
        err.getBuffer().setLength(0);
        int report = run(
                "report",
                forged.toString(),
                "--out",
                folder.resolve("report.html").toString());
        int status = run("resume", forged.toString(), "--cycles", "3");
        FileTree.delete(forged);
        String told = forgery.place + " of " + run.relativize(forgery.file) + " = " + forgery.value + ": report "
                + report + ", resume " + status + ": " + err;
        boolean named = status == ExitCode.DONE
                || asksForCluster(forgery)
                || err.toString().contains((isOfTwo(file) ? forged : file).toString());
        return isForeseen(report) && isForeseen(status) && named ? Optional.empty() : Optional.of(told);
    }

    /** Is compared with another, where nobody knows which of both is wrong, or names another. */
    private static boolean isOfTwo(Path file) {
        return Stream.of("provenance.json", "data.json", "trained.json", "cycle.json", "evaluation.json")
                .anyMatch(file::endsWith);
    }

    /** Which may be meant so: what is said then is what the machine lacks for it. */
    private static boolean asksForCluster(Forgery forgery) {
        return forgery.place.toString().equals("/predictions/spark");
    }

    private static boolean isForeseen(int status) {
        return status == ExitCode.DONE || status == ExitCode.USER_INPUT;
    }

    private static void put(JsonNode root, Forgery forgery) {
        JsonNode parent = root.at(forgery.place.head());
        if (parent instanceof ObjectNode object) {
            String key = forgery.place.last().getMatchingProperty();
            if (forgery.value.isEmpty()) {
                object.remove(key);
            } else {
                object.set(key, JSON.readTree(forgery.value));
            }
        } else if (parent instanceof ArrayNode array) {
            array.remove(0);
            if (!forgery.value.isEmpty()) {
                array.insert(0, JSON.readTree(forgery.value));
            }
        }
    }

    private static List<Forgery> forgeries(Path file) throws IOException {
        List<JsonPointer> places = new ArrayList<>();
        places(JSON.readTree(Files.readString(file)), JsonPointer.empty(), places);
        return places.stream()
                .flatMap(place -> VALUES.stream().map(value -> new Forgery(file, place, value)))
                .toList();
    }

    /** Of lists the first element stands for all. */
    private static void places(JsonNode node, JsonPointer here, List<JsonPointer> places) {
        if (!here.equals(JsonPointer.empty())) {
            places.add(here);
        }
        if (node.isObject()) {
            node.propertyNames().forEach(name -> places(node.get(name), here.appendProperty(name), places));
        } else if (node.isArray() && !node.isEmpty()) {
            places(node.get(0), here.appendIndex(0), places);
        }
    }

    private static List<Path> files(Path run, String ending) throws IOException {
        return files(run).stream().filter(it -> it.toString().endsWith(ending)).toList();
    }
}
