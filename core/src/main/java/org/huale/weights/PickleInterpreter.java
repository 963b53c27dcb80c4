package org.huale.weights;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.huale.problem.HualeException;

/**
 * Runs the part of Python's pickle machine (protocols 2 to 5) that state dicts need. It makes lists, tuples, dicts,
 * numbers, strings and, through {@link PickleGlobal}, tensors; an instruction or name outside that is refused, so a file
 * can make nothing else happen. Work and memory are bounded by the pickle's length.
 *
 * <p>Instructions: <a href="https://github.com/python/cpython/blob/3.11/Lib/pickletools.py">pickletools</a>.
 */
final class PickleInterpreter {

    /** Python's {@code None}. */
    enum None {
        NONE
    }

    private static final int STOP = '.';

    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private final Consumer<TorchStorage> storages;
    private long copied;

    private PickleInterpreter(ByteBuffer pickle, Consumer<TorchStorage> storages) {
        in = pickle.order(ByteOrder.LITTLE_ENDIAN);
        this.storages = storages;
    }

    /** @throws HualeException where the pickle is damaged or wants anything that is not allowed */
    static Object read(byte[] pickle) {
        return read(ByteBuffer.wrap(pickle), storage -> {});
    }

    /**
     * As above for a pickle among other things; the buffer, from now on in little-endian order, is left behind its end.
     *
     * @param storages gets every storage that is mentioned
     */
    static Object read(ByteBuffer pickle, Consumer<TorchStorage> storages) {
        PickleInterpreter interpreter = new PickleInterpreter(pickle, storages);
        try {
            return interpreter.run();
        } catch (BufferUnderflowException e) {
            throw new HualeException("damaged: the pickle breaks off", e);
        } catch (ClassCastException | IndexOutOfBoundsException e) {
            throw new HualeException("damaged: the pickle is no sense at byte " + interpreter.in.position(), e);
        }
    }

    private Object run() {
        for (int opcode = unsignedByte(); opcode != STOP; opcode = unsignedByte()) {
            boolean known = number(opcode) || text(opcode) || container(opcode) || memo(opcode) || object(opcode);
            if (!known) {
                throw new HualeException(String.format(
                        Locale.ROOT,
                        "refused: pickle instruction 0x%02x at byte %d is not needed by a state dict",
                        opcode,
                        in.position() - 1));
            }
        }
        return pop();
    }

    private boolean number(int opcode) {
        switch (opcode) {
            case 'N' -> stack.add(None.NONE);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'J' -> stack.add((long) in.getInt());
            case 'K' -> stack.add((long) unsignedByte());
            case 'M' -> stack.add((long) Short.toUnsignedInt(in.getShort()));
            case 'G' ->
                stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong()))); // the one big-endian number
            case 0x8a -> stack.add(integer(unsignedByte()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Number integer(int length) {
        byte[] littleEndian = bytes(length);
        byte[] bigEndian = new byte[length + 1];
        byte sign = (byte) (length > 0 && littleEndian[length - 1] < 0 ? -1 : 0);
        bigEndian[0] = sign;
        for (int i = 0; i < length; i++) {
            bigEndian[length - i] = littleEndian[i];
        }
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case 'X' -> stack.add(string(in.getInt()));
            case 0x8c -> stack.add(string(unsignedByte()));
            case 0x8d -> stack.add(string(length(in.getLong())));
            case 'C' -> stack.add(bytes(unsignedByte()));
            case 'B' -> stack.add(bytes(in.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case '}' -> stack.add(new PickleDict());
            case ']' -> stack.add(new ArrayList<>());
            case ')' -> stack.add(new PickleTuple(List.of()));
            case '(' -> marks.add(stack.size());
            case 't' -> stack.add(new PickleTuple(popToMark()));
            case 0x85, 0x86, 0x87 -> stack.add(new PickleTuple(popLast(opcode - 0x84)));
            case 'a' -> appendAll(popLast(1));
            case 'e' -> appendAll(popToMark());
            case 's' -> putAll(popLast(2));
            case 'u' -> putAll(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memo(int opcode) {
        switch (opcode) {
            case 'q' -> memo.put(unsignedByte(), top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> stack.add(remembered(unsignedByte()));
            case 'j' -> stack.add(remembered(in.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(unsignedByte());
            case 0x95 -> in.getLong(); // frame: its length is of no use here
            case 'c' -> stack.add(PickleGlobal.find(line(), line()));
            case 0x93 -> stackGlobal();
            case 'R' -> reduce();
            case 'Q' -> stack.add(storage(PickleTuple.class.cast(pop())));
            case 'b' -> build();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void protocol(int version) {
        if (version < 2 || version > 5) {
            throw new HualeException("pickle protocol " + version + " is not read; 2 to 5 are");
        }
    }

    private void stackGlobal() {
        String name = String.class.cast(pop());
        stack.add(PickleGlobal.find(String.class.cast(pop()), name));
    }

    private void reduce() {
        PickleTuple arguments = PickleTuple.class.cast(pop());
        charge(arguments);
        stack.add(PickleGlobal.class.cast(pop()).apply(arguments));
    }

    /** A list is copied by what it is handed to, and one that is kept may be handed over again and again. */
    private void charge(PickleTuple arguments) {
        for (Object argument : arguments.items()) {
            copied += argument instanceof List<?> list ? list.size() : 0;
        }
        if (copied > in.limit()) {
            throw new HualeException(
                    "refused: a pickle of at most " + in.limit() + " bytes that unfolds to more objects");
        }
    }

    /**
     * {@code ('storage', torch.FloatStorage, key, location, elements)}, before PyTorch 1.6 with a part of another storage in the
     * end; the device it was on does not matter here.
     */
    private TorchStorage storage(PickleTuple id) {
        List<Object> parts = id.items();
        PickleGlobal global = PickleGlobal.class.cast(parts.get(1));
        ElementType type = global.storage()
                .orElseThrow(() -> new HualeException("damaged: " + global + " where a storage is expected"));
        if (parts.size() > 5 && parts.get(5) != None.NONE) {
            throw new HualeException(
                    "refused: a storage that is a part of another; save it again with a newer PyTorch");
        }
        TorchStorage storage = new TorchStorage(type, String.class.cast(parts.get(2)), Long.class.cast(parts.get(4)));
        storages.accept(storage);
        return storage;
    }

    /** State dicts carry a {@code _metadata} attribute with module versions, which says nothing about the numbers. */
    private void build() {
        PickleDict attributes = PickleDict.class.cast(pop());
        if (!(top() instanceof PickleDict)) {
            throw new HualeException("refused: attributes of anything but a dict");
        }
        for (Object name : attributes.items().keySet()) {
            if (!name.equals("_metadata")) {
                throw new HualeException("refused: a dict with the attribute " + Printable.of(name));
            }
        }
    }

    private void appendAll(List<Object> items) {
        @SuppressWarnings("unchecked")
        List<Object> list = ArrayList.class.cast(top());
        list.addAll(items);
    }

    private void putAll(List<Object> keysAndValues) {
        PickleDict dict = PickleDict.class.cast(top());
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    private Object remembered(int index) {
        Object value = memo.get(index);
        if (value == null) {
            throw new HualeException("damaged: the pickle recalls what it never kept");
        }
        return value;
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private List<Object> popToMark() {
        int mark = marks.remove(marks.size() - 1);
        return popLast(stack.size() - mark);
    }

    private List<Object> popLast(int count) {
        if (count < 0) { // a mark above the stack
            throw new IndexOutOfBoundsException(count);
        }
        List<Object> tail = stack.subList(stack.size() - count, stack.size());
        List<Object> items = new ArrayList<>(tail);
        tail.clear();
        return items;
    }

    private int unsignedByte() {
        return Byte.toUnsignedInt(in.get());
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {}
        byte[] line = new byte[in.position() - 1 - start];
        in.get(start, line);
        return new String(line, StandardCharsets.UTF_8);
    }

    private String string(int length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private int length(long length) {
        return length < 0 || length > in.remaining() ? -1 : (int) length;
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
