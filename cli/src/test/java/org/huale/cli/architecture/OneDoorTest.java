package org.huale.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that a user or another program may have put there are opened by {@code InputFile} alone, in all modules: it takes regular
 * files of a bounded size, and nothing else. Read in the sources, so that modules which are built elsewhere count as well.
 */
class OneDoorTest {
    private static final Pattern OPENS = Pattern.compile(String.join(
            "|",
            "\\bFiles(\\.|::)(newInputStream|newBufferedReader|readAllBytes|readString|readAllLines|lines|newByteChannel|mismatch|copy)\\b",
            "import static java\\.nio\\.(file\\.Files|channels\\.FileChannel)\\.",
            "\\b(FileInputStream|FileReader|RandomAccessFile|ZipFile|JarFile|Scanner)::new",
            "\\.open(Stream|Connection)\\(",
            "\\b(Asynchronous)?FileChannel\\.open\\(",
            "\\bnew (FileInputStream|FileReader|RandomAccessFile|ZipFile|JarFile|Scanner)\\(",
            "\\bImageIO\\.(read|createImageInputStream)\\(",
            "\\.toFile\\(\\)",
            "\"jdbc:",
            "\\bParquetFileReader\\.open\\(",
            "\\bcreateSession\\("));

    /** What opens files in another way, and why it may. */
    private static final Map<String, String> ALLOWED = new TreeMap<>(Map.ofEntries(
            Map.entry("org/huale/storage/InputFile.java", "is the door"),
            Map.entry("org/huale/storage/WholeFile.java", "opens what it has just made, and folders"),
            Map.entry(
                    "org/huale/loop/folder/PeakMemory.java",
                    "reads what the system says under /proc, which has no size"),
            Map.entry(
                    "org/huale/provenance/Processor.java", "reads what the system says under /proc, which has no size"),
            Map.entry("org/huale/process/ChildProcess.java", "has a program write into its log"),
            Map.entry("org/huale/app/benchmark/SubmittedCells.java", "has a program write into its log"),
            Map.entry("org/huale/process/GuardedProgram.java", "has a program write into its log"),
            Map.entry("org/huale/command/CommandProvider.java", "lists a folder"),
            Map.entry("org/huale/inbox/Database.java", "SQLite opens its files, once the door has let them pass"),
            Map.entry("org/huale/onnx/runtime/OnnxSession.java", "hands over bytes that came through the door"),
            Map.entry(
                    "org/huale/torch/environment/MathLibrary.java",
                    "reads what the system says under /proc, which has no size"),
            Map.entry(
                    "org/huale/spark/images/TableColumns.java",
                    "Hadoop opens files, which may be no files of this machine"),
            Map.entry(
                    "org/huale/spark/parquet/PartHeader.java",
                    "Hadoop opens files, which may be no files of this machine")));

    @Test
    void nothingElseOpensFilesOfUsers() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path source : Sources.under("src/main/java")) {
            List<String> lines = Files.readAllLines(source).stream()
                    .filter(it -> OPENS.matcher(it).find())
                    .map(String::strip)
                    .toList();
            if (!lines.isEmpty()) {
                found.put(Sources.name(source), lines);
            }
        }
        assertThat(found.keySet())
                .as(() -> "those with another way in: " + found)
                .containsExactlyElementsOf(ALLOWED.keySet());
    }

    /** What is looked for is found, so that nothing being found means something. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "try (InputStream in = Files.newInputStream(file)) {",
                "return names.map(Files::readString);",
                "import static java.nio.file.Files.readString;",
                "FileChannel channel = FileChannel.open(file, READ);",
                "new Scanner(new FileInputStream(name))",
                "files.map(FileReader::new)",
                "page.openStream()",
                "ImageIO.read(file.toFile())",
                "DriverManager.getConnection(\"jdbc:sqlite:\" + file)"
            })
    void everyWayInIsSeen(String line) {
        assertThat(OPENS.matcher(line).find()).isTrue();
    }
}
