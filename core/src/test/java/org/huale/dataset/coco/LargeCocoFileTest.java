package org.huale.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large annotation files are read in a small heap; a program of its own tries, as the heap is a matter of a JVM. */
class LargeCocoFileTest {
    @TempDir
    private Path folder;

    /** Reads a file and prints how many images and boxes it has. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Dataset dataset = DatasetLocator.parse("coco:" + arguments[0])
                    .readWithoutImages()
                    .dataset();
            long boxes = dataset.images().stream()
                    .mapToLong(image -> image.annotations().size())
                    .sum();
            Files.writeString(Path.of(arguments[1]), dataset.size() + " " + boxes);
        }
    }

    @Test
    void thirtyMegabytesNeedLessHeapThanThat() throws Exception {
        assertThat(readIn("20m", 8_000, 57_000)).isEqualTo("8000 57000");
    }

    @Test
    @Tag("slow")
    void aFileLikeTrain2017NeedsLessThanAHundredMegabytes() throws Exception {
        assertThat(readIn("99m", 118_287, 860_001)).isEqualTo("118287 860001");
    }

    private String readIn(String heap, int images, int annotations) throws IOException, InterruptedException {
        Path json = folder.resolve("instances_x.json");
        write(json, images, annotations);
        Path answer = folder.resolve("answer.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", // which collector a JVM takes, and what it needs, hangs on the machine
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        json.toString(),
                        answer.toString()))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(answer);
    }

    /** About 520 bytes an annotation, most of it segmentation, as in the official files. */
    private static void write(Path json, int images, int annotations) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        String polygon = "239.97,260.24,222.04,270.49,199.84,253.41,213.5,227.79,259.62,200.46,".repeat(5) + "1.5,2.5";
        try (BufferedWriter out = Files.newBufferedWriter(json, StandardCharsets.UTF_8)) {
            out.write("{\"images\":[");
            for (int i = 0; i < images; i++) {
                out.write((i == 0 ? "" : ",")
                        + String.format(
                                Locale.ROOT,
                                "{\"id\":%d,\"file_name\":\"%012d.jpg\",\"width\":640,\"height\":480}",
                                3 * i,
                                3 * i));
            }
            out.write("],\"annotations\":[");
            for (int i = 0; i < annotations; i++) {
                out.write(i == 0 ? "" : ",");
                out.write("{\"segmentation\":[[" + polygon + "]],\"area\":" + random.nextInt(9_000) / 7.0
                        + ",\"iscrowd\":0,\"image_id\":" + 3 * random.nextInt(images) + ",\"bbox\":["
                        + random.nextInt(30_000) / 100.0 + "," + random.nextInt(20_000) / 100.0 + ","
                        + (1 + random.nextInt(20_000)) / 100.0 + "," + (1 + random.nextInt(20_000)) / 100.0
                        + "],\"category_id\":" + (1 + random.nextInt(80)) + ",\"id\":" + (900_100_000_000L + i) + "}");
            }
            out.write("],\"categories\":[");
            for (int i = 1; i <= 80; i++) {
                out.write((i == 1 ? "" : ",") + "{\"id\":" + i + ",\"name\":\"class " + i + "\"}");
            }
            out.write("]}");
        }
    }
}
