package org.huale.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedWeightsTest {
    private static final int ROUNDS = 1000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state.pth",
                "state-deflated.pth",
                "state-protocol4.pth",
                "checkpoint.pth",
                "legacy.pth",
                "state.safetensors"
            })
    void flippedBytesGiveAHualeExceptionOrADict(String golden) throws IOException {
        byte[] sound = Files.readAllBytes(WeightsGoldenTest.GOLDENS.resolve(golden));
        Path file = folder.resolve(golden);
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] damaged = sound.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            onlyUserErrors(file, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.pth", "legacy.pth", "state.safetensors"})
    void everyTruncationGivesAHualeException(String golden) throws IOException {
        byte[] sound = Files.readAllBytes(WeightsGoldenTest.GOLDENS.resolve(golden));
        Path file = folder.resolve(golden);
        for (int length = 0; length < sound.length; length += 7) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThatExceptionOfType(HualeException.class)
                    .as("first %d bytes", length)
                    .isThrownBy(() -> WeightsFile.read(file));
        }
    }

    private static void onlyUserErrors(Path file, String seed) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(10),
                () -> {
                    try {
                        assertThat(WeightsFile.read(file).names()).doesNotContainNull();
                    } catch (HualeException expected) {
                        assertThat(expected).as(seed).hasMessageContaining(file.toString());
                        assertThat(String.valueOf(expected.getMessage()))
                                .as(seed)
                                .hasSizeLessThan(1000);
                    }
                },
                seed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | takes 8 bytes, but stands at 0 to 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | begins at byte 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | the file holds 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | begins at byte 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | key 'a' is there twice",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}} | \"F8_E4M3\" is not known",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | negative axis",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,8]}} | 2 GiB",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}} | needs a shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,1e99]}} | VALUE_NUMBER_FLOAT",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}} | no valid JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}} | unknown property x",
                "{\"__metadata__\":{\"a\":1}} | VALUE_NUMBER_INT",
                "{\"a\": | no valid JSON",
                "{} {} | continues"
            })
    void aSafetensorsHeaderThatDoesNotFitIsRefused(String json, String reason) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        assertRefused(Files.write(folder.resolve("w.safetensors"), file.array()), reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000_000_000L, 100_000_001L, Long.MIN_VALUE, -1})
    void anEndlessHeaderIsRefused(long length) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(length).put((byte) '{');
        assertRefused(Files.write(folder.resolve("w.safetensors"), file.array()), "at most 100000000 are read");
    }

    @Test
    void aSmallFileCannotUnfoldIntoALargeOne() throws IOException {
        // one float, seen as 2^27 of them through a stride of 0
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(bytes("\u0080\u0002}X\u0001\u0000\u0000\u0000actorch._utils\n_rebuild_tensor_v2\n"));
        pickle.writeBytes(bytes("((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000"));
        pickle.writeBytes(bytes("X\u0003\u0000\u0000\u0000cpuK\u0001tQK\u0000"));
        pickle.writeBytes(bytes("J\u0000\u0000\u0000\u0008\u0085K\u0000\u0085\u0089NtRs."));
        assertRefused(pth(pickle.toByteArray(), new byte[4]), "unfolds to 5368709");
    }

    @Test
    void aZipEntryLargerThanItsStorageIsRefused() throws IOException {
        assertRefused(pth(scalar(), new byte[1 << 20]), "should take 4 bytes, the zip says 1048576");
    }

    @ParameterizedTest
    @CsvSource({
        "cposix\\nsystem\\n(X\\u0002\\u0000\\u0000\\u0000lstR., posix.system",
        "c__builtin__\\neval\\n., __builtin__.eval",
        "X\\u0002\\u0000\\u0000\\u0000osX\\u0006\\u0000\\u0000\\u0000system\\u0093., os.system",
        "ctorch\\nload\\n., torch.load",
        "ios\\nsystem\\n., instruction 0x69",
        ")\\u0081., instruction 0x81",
        "]}b., attributes of anything but a dict",
        "}X\\u0001\\u0000\\u0000\\u0000aNs., no state dict",
        "}(]Nu., neither strings nor numbers",
        "N., a single object",
        "u., damaged",
        "h\\u0001., never kept"
    })
    void picklesThatWantMoreThanTensorsAreRefused(String pickle, String reason) throws IOException {
        String unescaped = unescape(pickle);
        assertRefused(pth(bytes("\u0080\u0002" + unescaped), new byte[4]), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "K\\u0001., not one of torch.save",
        "MAGIC M\\u00ea\\u0003. MACHINE, version 1002",
        "MAGIC VERSION }X\\u000d\\u0000\\u0000\\u0000little_endian\\u0089s., little-endian",
        "MAGIC VERSION MACHINE N. }., no list of storages",
        "MAGIC VERSION MACHINE }. ]X\\u0001\\u0000\\u0000\\u00007a., storage 7 belongs to no tensor",
        "MAGIC VERSION MACHINE SCALAR ]X\\u0001\\u0000\\u0000\\u00000a. \\u0002\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000,"
                + " should have 1 elements\\u002c the file says 2",
        "MAGIC VERSION MACHINE SCALAR ]., storage 0 is not in the file"
    })
    void oldFilesThatAreNotAsTorchWroteThemAreRefused(String parts, String reason) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (String part : parts.split(" ")) {
            file.writeBytes(old(part));
        }
        assertRefused(Files.write(folder.resolve("w.pth"), file.toByteArray()), unescape(reason));
    }

    private static byte[] old(String part) {
        return switch (part) {
            case "MAGIC" -> bytes("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.");
            case "VERSION" -> bytes("\u0080\u0002M\u00e9\u0003.");
            case "MACHINE" -> bytes("\u0080\u0002}X\r\u0000\u0000\u0000little_endian\u0088s.");
            case "SCALAR" -> scalar();
            default -> bytes(unescape(part.startsWith("\\u") ? part : "\\u0080\\u0002" + part));
        };
    }

    @Test
    void aBigEndianFileIsRefused() throws IOException {
        assertRefused(zip("byteorder", bytes("big"), scalar(), new byte[4]), "byte order \"big\"");
    }

    @Test
    void aHandmadeFileIsReadWhenNothingIsWrong() throws IOException {
        Path file = zip("byteorder", bytes("little"), scalar(), new byte[] {0, 0, (byte) 0x80, 0x3f});
        assertThatCode(() -> WeightsFile.read(file)).doesNotThrowAnyException();
        assertThat(WeightsFile.read(file).get("a").toFloats()).containsExactly(1);
    }

    /** The pickle of {@code {'a': torch.tensor(float)}}, handmade. */
    private static byte[] scalar() {
        return bytes("\u0080\u0002}X\u0001\u0000\u0000\u0000actorch._utils\n_rebuild_tensor_v2\n"
                + "((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000"
                + "X\u0003\u0000\u0000\u0000cpuK\u0001tQK\u0000))\u0089NtRs.");
    }

    private Path pth(byte[] pickle, byte[] storage) throws IOException {
        return zip("version", bytes("3\n"), pickle, storage);
    }

    private Path zip(String name, byte[] content, byte[] pickle, byte[] storage) throws IOException {
        Path file = folder.resolve("w.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            add(zip, "a/data.pkl", pickle);
            add(zip, "a/" + name, content);
            add(zip, "a/data/0", storage);
        }
        return file;
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (text.startsWith("\\n", i)) {
                out.append('\n');
                i++;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static void assertRefused(Path file, String reason) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> WeightsFile.read(file))
                .withMessageContaining(reason)
                .withMessageContaining(file.toString());
    }
}
