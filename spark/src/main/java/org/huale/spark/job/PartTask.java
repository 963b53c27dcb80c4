package org.huale.spark.job;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.PoolDetector;
import org.huale.detect.pool.CheckedReader;
import org.huale.image.ImageException;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.parquet.ParquetFolder;
import org.huale.spark.parquet.PartWriter;

/**
 * What an executor does with a part: it detects in its images and writes a file. Attempts at the same part, one after the other
 * or at once, write files of their own, of which one appears.
 *
 * @param output where what is found goes
 */
public record PartTask<T>(ShippedDetector detector, Pass<T> pass, Output output)
        implements Function<Part, PartOutcome> {

    /**
     * Files that tasks write.
     *
     * @param folder for them, as a URL
     * @param header as {@link org.huale.spark.parquet.PartHeader} writes it
     * @param settings of Hadoop, as the process that asks has them: executors are not told of them by Spark
     * @param asker tells its tasks from those of others who write into the folder, since Spark numbers tasks from 0 for each
     */
    public record Output(String folder, String header, SerializableConfiguration settings, String asker)
            implements Serializable {}

    @Override
    public PartOutcome call(Part part) {
        String attempt = output.asker() + "-" + TaskContext.get().taskAttemptId();
        try {
            ExecutorDetector.use(detector, opened -> write(opened, part, attempt));
            return new PartOutcome(List.of(), host());
        } catch (ImageException e) {
            return new PartOutcome(unreadable(part, e), host());
        } catch (HualeException e) {
            return new PartOutcome(List.of(String.valueOf(e.getMessage())), host());
        }
    }

    /** What is wrong with each image of the part that cannot be read; the detector stopped at the first. */
    private List<String> unreadable(Part part, ImageException first) {
        CheckedReader reader = new CheckedReader(detector.reader());
        Set<String> problems = new LinkedHashSet<>(List.of(String.valueOf(first.getMessage())));
        for (ImageRecord image : part.records(new HadoopFiles(output.settings().value()))) {
            try {
                reader.read(image);
            } catch (HualeException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(problems);
    }

    private void write(PoolDetector opened, Part part, String attempt) {
        Configuration hadoop = output.settings().value();
        ParquetFolder folder = new ParquetFolder(output.folder(), hadoop);
        PartWriter.Target target = new PartWriter.Target(pass.content(), part.name(), attempt, output.header());
        try (PartWriter<T> writer = new PartWriter<>(folder, target, pass.format())) {
            InOrder<T> sink = new InOrder<>(part, writer);
            pass.through(opened, part.records(new HadoopFiles(hadoop)), sink::accept);
            writer.finish();
        }
    }

    /** Writes what comes, which must come in the order of the part: else the batches were not those that were planned. */
    private static final class InOrder<T> {
        private final Part part;
        private final PartWriter<T> writer;
        private int next;

        InOrder(Part part, PartWriter<T> writer) {
            this.part = part;
            this.writer = writer;
        }

        void accept(ImageId image, T value) {
            Part.PartImage expected = part.images().get(next++);
            if (!expected.id().equals(image.value())) {
                throw new IllegalStateException("image " + expected.id() + " was due and " + image + " came");
            }
            writer.write(expected.row(), value);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
