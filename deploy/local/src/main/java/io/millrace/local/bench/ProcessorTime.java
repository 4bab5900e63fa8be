package io.millrace.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of this process: garbage collection included, and on Linux the JIT compiler's threads excluded,
 * whose work belongs to the start of a process and not to a record.
 */
final class ProcessorTime {
    private static final Path THREADS = Path.of("/proc/self/task");
    /** What Linux shows to processes, whatever the kernel's own tick is (USER_HZ). */
    private static final long TICK = Duration.ofMillis(10).toNanos();
    /** Fields of /proc/PID/stat behind the name in parentheses: state is 0, user time 11, system time 12. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** The last that was seen of each: the JVM ends compiler threads that it does not need. */
    private final Map<String, Long> compilers = new HashMap<>();

    /** Nanoseconds so far. */
    long nanos() {
        return process() - compiling();
    }

    static long process() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Nanoseconds of the compiler's threads so far; 0 where they cannot be told apart. */
    long compiling() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (var threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                read(thread);
            }
        } catch (IOException threadEnded) {
            // its last reading stays
        }
        return compilers.values().stream().mapToLong(Long::longValue).sum();
    }

    private void read(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        int nameEnds = stat.lastIndexOf(')');
        if (stat.lastIndexOf("CompilerThre", nameEnds) < 0) {
            return;
        }
        String[] fields = stat.substring(nameEnds + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        compilers.put(thread.getFileName().toString(), ticks * TICK);
    }
}
