package org.huale.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;

/**
 * Safetensors: eight bytes of little-endian header length, a JSON header, then the tensors' bytes, gapless.
 *
 * <p>Refused, as by the reference implementation: headers over 100 MB, overlapping or gapped tensors, bytes after the
 * last one, names that come twice. Format: <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
final class SafetensorsFile {
    private static final int LENGTH_BYTES = 8;
    private static final int LONGEST_HEADER = 100_000_000; // the bound of the reference implementation
    private static final int SMALLEST_MAPPED = 1 << 16; // a mapping costs more than reading a few pages

    private SafetensorsFile() {}

    static StateDict read(Path file) {
        try (FileChannel channel = InputFile.channel(file)) {
            ByteBuffer length = read(channel, 0, LENGTH_BYTES);
            long headerLength = length.getLong();
            checkHeaderLength(headerLength, channel.size());
            byte[] json = new byte[(int) headerLength];
            read(channel, LENGTH_BYTES, json.length).get(json);
            long dataStart = LENGTH_BYTES + headerLength;
            SafetensorsHeader header = SafetensorsHeader.parse(json);
            header.checkLayout(channel.size() - dataStart);
            return load(channel, dataStart, header);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (HualeException e) {
            throw new HualeException(file + ": " + e.getMessage(), e);
        }
    }

    private static void checkHeaderLength(long headerLength, long fileSize) {
        if (headerLength < 0 || headerLength > LONGEST_HEADER) {
            throw new HualeException("the safetensors header is said to take " + Long.toUnsignedString(headerLength)
                    + " bytes; at most " + LONGEST_HEADER + " are read");
        }
        if (headerLength > fileSize - LENGTH_BYTES) {
            throw new HualeException("truncated: a header of " + headerLength + " bytes in a file of " + fileSize);
        }
    }

    private static StateDict load(FileChannel channel, long dataStart, SafetensorsHeader header) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            ByteBuffer data = read(channel, dataStart + entry.begin(), Math.toIntExact(entry.end() - entry.begin()));
            tensors.put(entry.name(), new TensorData(entry.type(), entry.shape(), data));
        }
        return new StateDict(tensors, header.metadata());
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        if (length >= SMALLEST_MAPPED && from + length <= channel.size()) {
            return channel.map(FileChannel.MapMode.READ_ONLY, from, length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (!FileBytes.fill(channel, from, bytes)) {
            throw new HualeException("truncated: the file ends at byte " + channel.size());
        }
        return bytes.flip();
    }

    static void write(FileChannel channel, StateDict weights) throws IOException {
        List<Map.Entry<String, TensorData>> inFileOrder =
                new ArrayList<>(weights.tensors().entrySet());
        inFileOrder.sort(widestFirst());
        List<SafetensorsHeader.Entry> entries = new ArrayList<>();
        long position = 0;
        for (Map.Entry<String, TensorData> named : inFileOrder) {
            TensorData tensor = named.getValue();
            long end = position + tensor.data().remaining();
            entries.add(new SafetensorsHeader.Entry(named.getKey(), tensor.type(), tensor.shape(), position, end));
            position = end;
        }
        writeHeader(channel, new SafetensorsHeader(entries, weights.metadata()).toJson());
        for (Map.Entry<String, TensorData> named : inFileOrder) {
            FileBytes.write(channel, named.getValue().data());
        }
    }

    /** Wide elements first keeps every tensor aligned to its element, whatever the sizes. */
    private static Comparator<Map.Entry<String, TensorData>> widestFirst() {
        return Comparator.comparing(named -> -named.getValue().type().bytes());
    }

    private static void writeHeader(FileChannel channel, byte[] json) throws IOException {
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer header = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        FileBytes.write(channel, header.flip());
    }
}
