package org.huale.acquire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;

/**
 * A file of records that only grows: a mark, the length of the header, the header as JSON, its checksum; then frames. A
 * frame counts when it is whole, so that what a killed process or a full disk left of the last one is cut off.
 */
final class RecordFile implements AutoCloseable {
    private static final byte[] MARK = "HUALEPRD".getBytes(UTF_8);
    private static final int LONGEST_HEADER = 1 << 24;

    /** Hears of each image of each whole frame; offset and length are those of its record in the file. */
    interface Index {
        void found(Frame.Entry entry, long offset);
    }

    private final Path file;
    private final FileChannel channel;
    private final StoreHeader header;
    private long end;

    private RecordFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.header = readHeader();
    }

    /** Makes a file without frames. */
    static RecordFile create(Path file, StoreHeader header) {
        byte[] json = ConfigJson.write(header).getBytes(UTF_8);
        WholeFile.write(
                file,
                channel -> FileBytes.write(
                        channel,
                        ByteBuffer.allocate(MARK.length + 2 * Integer.BYTES + json.length)
                                .put(MARK)
                                .putInt(json.length)
                                .put(json)
                                .putInt(Frame.checksumOf(json))
                                .flip()));
        return open(file);
    }

    /** @throws HualeException where it is no such file */
    static RecordFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = InputFile.toChange(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new RecordFile(file, channel);
        } catch (IOException e) {
            close(channel);
            throw unreadable(file, e);
        } catch (RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    StoreHeader header() {
        return header;
    }

    Path path() {
        return file;
    }

    /** Hands over what the whole frames hold and cuts off what follows them; the bytes cut off. */
    long scan(Index index) {
        try {
            long size = channel.size();
            List<FoundFrame> frames = frames(size);
            while (!frames.isEmpty() && !recordsAreWhole(frames.get(frames.size() - 1))) {
                frames.remove(frames.size() - 1); // after a power failure, a length may be there without its bytes
            }
            for (FoundFrame frame : frames) {
                hand(frame, index);
                end = frame.end();
            }
            channel.truncate(end);
            return size - end;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private record FoundFrame(long begin, Frame.Prologue prologue) {

        long end() {
            return begin + prologue.frameLength();
        }

        long firstRecord() {
            return begin + Frame.PROLOGUE + prologue.tableLength();
        }
    }

    private List<FoundFrame> frames(long size) throws IOException {
        List<FoundFrame> frames = new ArrayList<>();
        long at = end;
        while (size - at >= Frame.PROLOGUE) {
            FoundFrame frame = new FoundFrame(at, Frame.Prologue.read(ByteBuffer.wrap(bytes(at, Frame.PROLOGUE))));
            if (!frame.prologue().isPossible()
                    || frame.end() > size
                    || !frame.prologue().fits(table(frame))) {
                break;
            }
            frames.add(frame);
            at = frame.end();
        }
        return frames;
    }

    private byte[] table(FoundFrame frame) throws IOException {
        return bytes(frame.begin() + Frame.PROLOGUE, frame.prologue().tableLength());
    }

    private void hand(FoundFrame frame, Index index) throws IOException {
        long offset = frame.firstRecord();
        for (Frame.Entry entry : Frame.entries(table(frame))) {
            index.found(entry, offset);
            offset += entry.length();
        }
    }

    private boolean recordsAreWhole(FoundFrame frame) throws IOException {
        long offset = frame.firstRecord();
        for (Frame.Entry entry : Frame.entries(table(frame))) {
            if (Frame.checksumOf(bytes(offset, entry.length())) != entry.checksum()) {
                return false;
            }
            offset += entry.length();
        }
        return true;
    }

    /**
     * Appends a frame; returns where it begins.
     *
     * @throws HualeException where the disk is full or fails; the file is then as it was before
     */
    long append(byte[] frame) {
        long begin = end;
        try {
            channel.position(begin);
            FileBytes.write(channel, ByteBuffer.wrap(frame));
            end = begin + frame.length;
            return begin;
        } catch (IOException e) {
            cutBack(begin, e);
            throw new HualeException(
                    file + ": cannot be written: " + e.getMessage()
                            + ". What was predicted before is kept; make room and" + " start again to go on",
                    e);
        }
    }

    private void cutBack(long length, IOException reason) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            reason.addSuppressed(e); // the next opening will cut it
        }
    }

    /** @throws HualeException where the record is damaged */
    byte[] record(long offset, int length, int checksum) {
        try {
            byte[] record = bytes(offset, length);
            if (Frame.checksumOf(record) != checksum) {
                throw new HualeException(file + ": damaged at byte " + offset
                        + ": the checksum of the record does not fit; delete the file to have it computed anew");
            }
            return record;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Everything appended reaches the disk. */
    void settle() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private StoreHeader readHeader() throws IOException {
        int prologue = MARK.length + Integer.BYTES;
        if (channel.size() < prologue || !Arrays.equals(bytes(0, MARK.length), MARK)) {
            throw new HualeException(file + ": not a file of predictions; delete it to have them computed anew");
        }
        int length = ByteBuffer.wrap(bytes(MARK.length, Integer.BYTES)).getInt();
        if (length < 0 || length > LONGEST_HEADER || channel.size() < (long) prologue + length + Integer.BYTES) {
            throw damagedHeader();
        }
        byte[] json = bytes(prologue, length);
        if (ByteBuffer.wrap(bytes((long) prologue + length, Integer.BYTES)).getInt() != Frame.checksumOf(json)) {
            throw damagedHeader();
        }
        end = (long) prologue + length + Integer.BYTES;
        try {
            return ConfigJson.read(new String(json, UTF_8), StoreHeader.class);
        } catch (JacksonException e) {
            throw damagedHeader();
        }
    }

    private HualeException damagedHeader() {
        return new HualeException(file + ": its header is damaged or of another version of HUALE; delete the file to"
                + " have the predictions computed anew");
    }

    private byte[] bytes(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (!FileBytes.fill(channel, offset, bytes)) {
            throw new EOFException("it ends at byte " + (offset + bytes.position()));
        }
        return bytes.array();
    }

    private static HualeException unreadable(Path file, IOException e) {
        return new HualeException(file + ": " + FileFaults.unread(e), e);
    }

    private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new HualeException("a file of predictions cannot be closed: " + e.getMessage(), e);
        }
    }
}
