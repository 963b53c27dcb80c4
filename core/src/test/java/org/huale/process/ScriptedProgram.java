package org.huale.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A program on plain Java, for tests of what starts programs: its first argument says what it does. */
public final class ScriptedProgram {

    private ScriptedProgram() {}

    /** The words that start it; a detector's command may have more of them. */
    public static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(java(), "-Xmx64m", "-XX:+UseSerialGC", "-cp", place()));
        words.add(ScriptedProgram.class.getName());
        words.addAll(List.of(arguments));
        return words;
    }

    private static String java() { // it starts with the classes of tests alone
        return ProcessHandle.current().info().command().orElseThrow();
    }

    private static String place() {
        try {
            return Path.of(ScriptedProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param words what to do, and with what */
    public static void main(String[] words) throws Exception {
        List<String> rest = List.of(words).subList(1, words.length);
        switch (words[0]) {
            case "say" -> say(rest);
            case "fail" -> fail(rest);
            case "babble" -> babble(rest);
            case "linger" -> linger(rest);
            case "train" -> train(rest);
            case "stumble" -> stumble(rest);
            case "hang" -> hang(rest);
            case "copy" -> Files.copy(Path.of(rest.get(0)), Path.of(rest.get(1)));
            case "predict" -> predict(rest);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Writes folder, a variable and arguments to a file. */
    private static void say(List<String> words) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of(new File("").getAbsolutePath(), "" + System.getenv("HUALE_TEST"), "" + System.in.read()));
        lines.addAll(words.subList(1, words.size()));
        Files.write(Path.of(words.get(0)), lines);
    }

    private static void print(FileDescriptor stream, String words) {
        new PrintStream(new FileOutputStream(stream), true, UTF_8).println(words);
    }

    private static void fail(List<String> words) {
        print(FileDescriptor.out, "to standard output");
        print(FileDescriptor.err, "the reason why");
        System.exit(Integer.parseInt(words.get(0)));
    }

    /** Says so many megabytes without the end of a line, and fails. */
    private static void babble(List<String> words) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        for (int i = 0; i < Integer.parseInt(words.get(0)); i++) {
            out.print("x".repeat(1 << 20));
        }
        out.flush();
        System.exit(4);
    }

    /** Starts a second one of its kind, tells the process ids in a file, and stays. */
    private static void linger(List<String> words) throws Exception {
        Path told = Path.of(words.get(0));
        if (words.size() == 1) {
            Process child = new ProcessBuilder(words("linger", told.toString(), "child"))
                    .inheritIO()
                    .start();
            Path beside = told.resolveSibling(told.getFileName() + ".part");
            Files.writeString(beside, ProcessHandle.current().pid() + " " + child.pid());
            Files.move(beside, told);
        }
        Thread.sleep(3_600_000);
    }

    /** Leaves what it was told, copies of the files among that, a list of all files around them, and weights. */
    private static void train(List<String> words) throws IOException {
        Path out = Path.of(words.get(0));
        List<String> before = names(out);
        Files.write(out.resolve("before.txt"), before);
        Files.write(out.resolve("told.txt"), words);
        for (String word : words) {
            Path file = Path.of(word.substring(word.indexOf('=') + 1));
            if (word.contains("=") && Files.isRegularFile(file)) {
                Files.copy(file, out.resolve(word.substring(0, word.indexOf('=')) + ".copy"));
                Files.write(
                        out.resolve(word.substring(0, word.indexOf('=')) + ".files"), names(file.resolveSibling("")));
            }
            if (word.startsWith("weights=")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, "weights of " + words);
            }
            if (word.startsWith("voc=")) {
                Files.write(out.resolve("voc.files"), names(file));
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(it -> folder.relativize(it).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Leaves half of its work and fails, until a file is there. */
    private static void stumble(List<String> words) throws IOException {
        Path mark = Path.of(words.get(0));
        if (!Files.exists(mark)) {
            Files.writeString(Path.of(words.get(1)).resolve("half.txt"), "half");
            print(FileDescriptor.err, "stumbled");
            System.exit(3);
        }
        train(words.subList(1, words.size()));
    }

    /** Leaves half of its work, tells its process ids and stays, until a file is there. */
    private static void hang(List<String> words) throws Exception {
        if (!Files.exists(Path.of(words.get(0)))) {
            Files.writeString(Path.of(words.get(2)).resolve("half.txt"), "half");
            linger(List.of(words.get(1)));
        }
        train(words.subList(2, words.size()));
    }

    /**
     * Finds one object in each image: the frame of all that is red, else the left upper quarter. Arguments are
     * {@code images=}, {@code predictions=}, {@code naming=} ({@code path}, {@code file}, {@code number}), {@code extra=} JSON for each entry, {@code calls=} a file that
     * each call adds its images to, {@code fails=} the end of an image's path at which it gives up.
     */
    private static void predict(List<String> words) throws IOException {
        Map<String, String> told = words.stream()
                .collect(Collectors.toMap(it -> it.split("=", 2)[0], it -> it.split("=", 2)[1], (a, b) -> b));
        List<String> images = Files.readAllLines(Path.of(told.get("images")), UTF_8);
        if (told.containsKey("fails") && images.stream().anyMatch(it -> it.endsWith(told.get("fails")))) {
            System.exit(5);
        }
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            entries.add(entry(Path.of(images.get(i)), name(told, images, i), told.getOrDefault("extra", "")));
        }
        if (told.containsKey("calls")) {
            Files.write(Path.of(told.get("calls")), images, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        Files.writeString(Path.of(told.get("predictions")), entries.toString());
    }

    private static String name(Map<String, String> told, List<String> images, int i) {
        return switch (told.getOrDefault("naming", "path")) {
            case "number" -> "" + (i + 1);
            case "file" -> '"' + Path.of(images.get(i)).getFileName().toString() + '"';
            default -> '"' + images.get(i) + '"';
        };
    }

    private static String entry(Path file, String name, String extra) throws IOException {
        int[] box = frame(ImageIO.read(file.toFile()));
        double score = 0.3 + 0.6 * (Math.floorMod(file.getFileName().toString().hashCode(), 97) / 97.0);
        return "{\"image_id\": " + name + ", \"category_id\": 1, \"score\": "
                + String.format(Locale.ROOT, "%.3f", score) + ", \"bbox\": " + Arrays.toString(box)
                + (extra.isEmpty() ? "" : ", " + extra) + "}";
    }

    private static int[] frame(BufferedImage image) {
        int[] frame = {image.getWidth(), image.getHeight(), 0, 0};
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == 0xff0000) {
                    frame[0] = Math.min(frame[0], x);
                    frame[1] = Math.min(frame[1], y);
                    frame[2] = Math.max(frame[2], x + 1);
                    frame[3] = Math.max(frame[3], y + 1);
                }
            }
        }
        return frame[2] == 0
                ? new int[] {0, 0, image.getWidth() / 2, image.getHeight() / 2}
                : new int[] {frame[0], frame[1], frame[2] - frame[0], frame[3] - frame[1]};
    }
}
