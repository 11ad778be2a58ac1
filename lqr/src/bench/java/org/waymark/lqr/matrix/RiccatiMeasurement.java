package org.waymark.lqr.matrix;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times backward passes with the kernels that this JVM has chosen, and prints lines like those of the C++ program: tag, n, m, median and
 * least time in microseconds, bytes allocated in a pass, checksum.
 */
public final class RiccatiMeasurement {
    static final int[][] SIZES = {{4, 1}, {14, 7}, {32, 7}, {60, 20}};
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS = 1.5;

    private RiccatiMeasurement() {}

    public static void main(String[] args) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int[] size : SIZES) {
            RiccatiPass pass = new RiccatiPass(size[0], size[1], RiccatiKernels.of(size[0], size[1]));
            for (double end = now() + WARM_UP_SECONDS; now() < end; ) {
                pass.run(0);
            }
            double start = now();
            pass.run(0);
            int repetitions = Math.max(1, (int) (0.002 / (now() - start)));
            double[] times = new double[400];
            int count = 0;
            start = now();
            long thread = Thread.currentThread().getId();
            long bytes = threads.getThreadAllocatedBytes(thread);
            while (count < 15 || (count < times.length && now() - start < SECONDS)) {
                double before = now();
                for (int i = 0; i < repetitions; i++) {
                    pass.run(0);
                }
                times[count++] = (now() - before) / repetitions * 1e6;
            }
            // the question itself may allocate a little
            long perPass = (threads.getThreadAllocatedBytes(thread) - bytes) / ((long) count * repetitions);
            Arrays.sort(times, 0, count);
            System.out.printf(
                    Locale.ROOT,
                    "%s n=%d m=%d median %.2f us min %.2f us bytes %d chk %.12e%n",
                    KernelChoice.isVector() ? "vector" : "plain",
                    size[0],
                    size[1],
                    times[count / 2],
                    times[0],
                    perPass,
                    pass.checksum());
        }
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
    }
}
