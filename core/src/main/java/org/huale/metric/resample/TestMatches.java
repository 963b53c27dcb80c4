package org.huale.metric.resample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.huale.dataset.ImageId;
import org.huale.metric.EvaluationInput;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * What became of every detection in a test set, image by image: enough to evaluate again on any resample of the images, and
 * small. Matching happens within an image, so that other images change nothing of it.
 *
 * @param images ids, in the order of their numbers
 * @param classes in the order of the data set
 */
public record TestMatches(List<String> images, List<ClassMatches> classes) {
    private static final int MAGIC = 0x48554d31; // HUM1
    private static final int MOST_BYTES = 1 << 29; // unpacked; those of COCO's 5,000 images are some millions
    private static final int LEAST_IMAGE = 2; // bytes of a name without letters
    private static final int LEAST_CLASS = LEAST_IMAGE + 4 * Integer.BYTES;

    public TestMatches {
        images = List.copyOf(images);
        classes = List.copyOf(classes);
    }

    /** Matches as {@link VocEvaluator} and {@link CocoEvaluator} do. */
    public static TestMatches of(EvaluationInput input) {
        return of(input, CocoEvaluator.USUAL_BOUND);
    }

    /** The same where so many detections of a class count in an image by COCO's rules. */
    public static TestMatches of(EvaluationInput input, int most) {
        MatchRecorder recorder = new MatchRecorder(input, most);
        List<ClassMatches> classes = new ArrayList<>();
        for (int c = 0; c < input.truth().classes().count(); c++) {
            classes.add(recorder.record(c));
        }
        return new TestMatches(
                input.truth().images().stream().map(ImageId::value).toList(), classes);
    }

    /** The file format: compressed by gzip; {@code HUM1}, the images, the classes, all numbers of four bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(MAGIC);
            out.writeInt(images.size());
            for (String image : images) {
                out.writeUTF(image);
            }
            out.writeInt(classes.size());
            for (ClassMatches one : classes) {
                one.write(out);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to: " + e, e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads such a file; empty where there is none.
     *
     * @throws HualeException where it is damaged
     */
    public static Optional<TestMatches> read(Path file) {
        try {
            return Optional.of(parsed(InputFile.bytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(file + ": is no file of matches, or damaged: " + FileFaults.reason(e), e);
        }
    }

    private static TestMatches parsed(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(unpacked(bytes)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("does not begin with HUM1");
            }
            List<String> images = new ArrayList<>();
            for (int rest = ClassMatches.count(in, LEAST_IMAGE); rest > 0; rest--) {
                images.add(in.readUTF());
            }
            List<ClassMatches> classes = new ArrayList<>();
            for (int rest = ClassMatches.count(in, LEAST_CLASS); rest > 0; rest--) {
                classes.add(ClassMatches.read(in, images.size()));
            }
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes too many");
            }
            return new TestMatches(images, classes);
        }
    }

    /** All of it, as the sum that gzip checks stands at the end. */
    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] unpacked = in.readNBytes(MOST_BYTES + 1);
            if (unpacked.length > MOST_BYTES) {
                throw new IOException("unpacks to more than " + MOST_BYTES + " bytes");
            }
            return unpacked;
        }
    }
}
