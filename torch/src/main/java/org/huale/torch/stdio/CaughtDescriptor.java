package org.huale.torch.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.process.StandardStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standard descriptor of this process that leads into a pipe while native code works, and to its own place otherwise. Java writes to its
 * own place all the time. A thread empties the pipe, so that nobody who writes to it ever waits. Processes that Java starts get none
 * of it: it closes all but the first three descriptors in them, and HUALE gives them files for these.
 */
final class CaughtDescriptor implements Spoken {
    private static final Logger LOG = LoggerFactory.getLogger(CaughtDescriptor.class);
    private static final int MOST_BYTES = 1 << 20;

    private final int number;
    private final int place;
    private final int in;
    private final int out;
    private final byte[] chunk = new byte[1 << 13];
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long dropped;

    private CaughtDescriptor(StandardStream stream) {
        int[] ends = new int[2];
        this.number = stream.descriptor();
        require(CLibrary.pipe(ends));
        this.in = ends[0];
        this.out = ends[1];
        this.place = require(CLibrary.dup(number));
        stream.leadTo(new DescriptorOutput(place));
    }

    private static int require(int result) {
        if (result < 0) {
            throw new IllegalStateException("no descriptor is left");
        }
        return result;
    }

    /** Empty where this is no program of HUALE's own, or the system's C library cannot be called: then all stays as it is. */
    static Optional<CaughtDescriptor> of(StandardStream stream) {
        if (!stream.isTaken()) {
            return Optional.empty();
        }
        try {
            return CLibrary.isKnown() ? Optional.of(watched(new CaughtDescriptor(stream))) : Optional.empty();
        } catch (LinkageError | IllegalStateException e) {
            LOG.debug(
                    "what native libraries write to descriptor {} is not caught: {}",
                    stream.descriptor(),
                    e.toString());
            return Optional.empty();
        }
    }

    private static CaughtDescriptor watched(CaughtDescriptor caught) {
        Thread thread = new Thread(caught::keepEmpty, "huale-descriptor-" + caught.number);
        thread.setDaemon(true);
        thread.start();
        return caught;
    }

    private void keepEmpty() {
        while (CLibrary.isReadable(in, -1) || CLibrary.wasInterrupted()) {
            empty();
        }
    }

    @Override
    public void open() {
        CLibrary.dup2(out, number);
    }

    @Override
    public void close() {
        CLibrary.dup2(place, number);
    }

    private synchronized void empty() {
        while (CLibrary.isReadable(in, 0)) {
            int count = (int) Math.max(0, CLibrary.read(in, chunk, chunk.length));
            int kept = Math.min(count, MOST_BYTES - said.size());
            said.write(chunk, 0, kept);
            dropped += count - kept;
        }
    }

    @Override
    public synchronized List<String> lines(boolean whole) {
        empty();
        String text = said.toString(UTF_8);
        int end = whole ? text.length() : text.lastIndexOf('\n') + 1;
        List<String> lines = new ArrayList<>(text.substring(0, end).lines().toList());
        said.reset();
        said.writeBytes(text.substring(end).getBytes(UTF_8));
        if (dropped > 0) {
            lines.add("(and " + dropped + " bytes more)");
            dropped = 0;
        }
        return lines;
    }
}
