package org.waymark.lqr.derivative;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loop whose items are shared out among the caller and a fixed number of daemon threads.
 *
 * <p>Which worker gets which item is left to chance. One caller at a time. Nothing is allocated per loop but what the locks of the JDK
 * need when a thread has to wait.
 */
public final class WorkerThreads implements AutoCloseable {
    /** One item of a loop. */
    @FunctionalInterface
    public interface Item {
        /** @param worker 0…threads−1; never runs two items at once */
        void run(int worker, int item);
    }

    private static final AtomicInteger POOLS = new AtomicInteger();

    private final int helpers;
    private final ThreadPoolExecutor executor;
    private final Runnable[] shifts;
    private final Semaphore finished = new Semaphore(0);
    private final AtomicInteger following = new AtomicInteger();
    private final Object failureLock = new Object();
    private Item body;
    private int items;
    private int failedItem;
    private Throwable failure;

    /** @param threads how many workers, the caller included, ≥ 1 */
    public WorkerThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected ≥ 1, found " + threads);
        }
        helpers = threads - 1;
        shifts = new Runnable[helpers];
        for (int i = 0; i < helpers; i++) {
            int worker = i + 1;
            shifts[i] = () -> {
                work(worker);
                finished.release();
            };
        }
        int pool = POOLS.incrementAndGet();
        executor = helpers == 0
                ? null
                : new ThreadPoolExecutor(
                        helpers, helpers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(helpers), task -> {
                            Thread thread = new Thread(task, "waymark-lqr-" + pool);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** How many workers, the caller included. */
    public int size() {
        return helpers + 1;
    }

    /**
     * Runs {@code item} for 0…count−1 and returns when all are done.
     *
     * @throws RuntimeException the exception of the first item, in their order, that threw one; likewise for errors
     */
    public void forEach(int count, Item item) {
        body = item;
        items = count;
        failure = null;
        following.set(0);
        int called = Math.min(helpers, count - 1);
        for (int i = 0; i < called; i++) {
            executor.execute(shifts[i]);
        }
        work(0);
        if (called > 0) {
            finished.acquireUninterruptibly(called);
        }
        rethrow();
    }

    private void work(int worker) {
        int item = following.getAndIncrement();
        while (item < items) {
            try {
                body.run(worker, item);
            } catch (RuntimeException | Error e) {
                note(item, e);
            }
            item = following.getAndIncrement();
        }
    }

    private void note(int item, Throwable e) {
        synchronized (failureLock) {
            if (failure == null || item < failedItem) {
                failure = e;
                failedItem = item;
            }
        }
    }

    private void rethrow() {
        Throwable found = failure;
        body = null;
        failure = null;
        if (found instanceof RuntimeException e) {
            throw e;
        }
        if (found instanceof Error e) {
            throw e;
        }
    }

    /** Ends the threads. Closing twice does nothing. */
    @Override
    public void close() {
        if (executor != null) {
            executor.shutdown();
        }
    }
}
