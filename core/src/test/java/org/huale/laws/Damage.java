package org.huale.laws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What disks, copies and hands do to a file of a folder. */
public final class Damage {
    private static final int FLIPS = 20;

    private final String words;
    private final Work work;

    private interface Work {
        void on(Path file) throws IOException;
    }

    private Damage(String words, Work work) {
        this.words = words;
        this.work = work;
    }

    /**
     * Cut to half, emptied, deleted, each of 20 drawn bytes changed, and swapped with the files of the same name in other folders
     * below the root. An empty file can only be deleted.
     */
    public static List<Damage> all(Path root, Path file, long seed) throws IOException {
        return all(root, file, seed, FLIPS);
    }

    /** @param flips drawn bytes */
    public static List<Damage> all(Path root, Path file, long seed, int flips) throws IOException {
        List<Damage> all = new ArrayList<>(List.of(new Damage("deleted", Files::delete)));
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            all.add(new Damage("emptied", it -> Files.write(it, new byte[0])));
            all.add(new Damage("cut to half", it -> Files.write(it, Arrays.copyOf(bytes, bytes.length / 2))));
            SplittableRandom random = new SplittableRandom(seed);
            IntStream.range(0, flips).forEach(i -> all.add(flipped(bytes, random)));
        }
        swaps(root, file).forEach(all::add);
        return all;
    }

    private static Damage flipped(byte[] bytes, SplittableRandom random) {
        byte[] changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        changed[at] ^= (byte) (1 + random.nextInt(255));
        return new Damage("byte " + at + " changed", it -> Files.write(it, changed));
    }

    /** With files that hold something else. */
    private static List<Damage> swaps(Path root, Path file) throws IOException {
        List<Damage> swaps = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path other : files.sorted().toList()) {
                boolean swappable = !other.equals(file)
                        && other.getFileName().equals(file.getFileName())
                        && Files.isRegularFile(other)
                        && Files.mismatch(other, file) >= 0;
                if (swappable) {
                    Path way = file.relativize(other);
                    swaps.add(new Damage("swapped with " + root.relativize(other), it -> swap(it, way)));
                }
            }
        }
        return swaps;
    }

    private static void swap(Path file, Path way) throws IOException {
        Path other = file.resolve(way).normalize();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Files.readAllBytes(other));
        Files.write(other, bytes);
    }

    /** Does it. */
    public void to(Path file) throws IOException {
        work.on(file);
    }

    /** Whether the file is gone then. */
    public boolean deletes() {
        return words.equals("deleted");
    }

    /** Whether another file of the same name is damaged as well. */
    public boolean swaps() {
        return words.startsWith("swapped ");
    }

    /** Whether it is one byte that is not what it was. */
    public boolean changesAByte() {
        return words.startsWith("byte ");
    }

    @Override
    public String toString() {
        return words;
    }
}
