package org.huale.cli.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints what steps of a process took, a line for each: processor, clock and the most heap, garbage included. */
final class StepMeter {
    private static final double MEGABYTE = 1 << 20;

    private final PrintWriter out;
    private String step = "";
    private long processor;
    private long clock;

    StepMeter(PrintWriter out) {
        this.out = out;
    }

    <T> T of(String name, Supplier<T> work) {
        begin(name);
        T done = work.get();
        end();
        return done;
    }

    /** What comes from now on is another step. */
    void begin(String name) {
        System.gc(); // what earlier steps left is not this one's
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        step = name;
        processor = processorTime();
        clock = System.nanoTime();
    }

    void end() {
        out.printf(
                Locale.ROOT,
                "%-12s %8.1f s of the processor %8.1f s %8.0f MB%n",
                step,
                (processorTime() - processor) / 1e9,
                (System.nanoTime() - clock) / 1e9,
                peakHeap() / MEGABYTE);
        out.flush();
    }

    /** Of this process so far, user and system, in nanoseconds. */
    static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Sum of the peaks of the heap's parts, garbage included. */
    static long peakHeap() {
        return heap().stream().mapToLong(it -> it.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(it -> it.getType() == MemoryType.HEAP)
                .toList();
    }
}
