package org.waymark.lqr.derivative;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loop whose items are shared out among the caller and a fixed number of daemon threads.
 *
 * <p>Which worker gets which item is left to chance. One caller at a time. One worker allocates nothing; several, some hundred bytes a
 * loop.
 */
public final class WorkerThreads implements AutoCloseable {
    /** One item of a loop. */
    @FunctionalInterface
    public interface Item {
        /** @param worker 0…threads−1; never runs two items at once */
        void run(int worker, int item);
    }

    private static final AtomicInteger POOLS = new AtomicInteger();

    private final ExecutorService executor;
    private final Runnable[] shifts;
    private final Future<?>[] running;
    /** [workers] the item each is at. */
    private final int[] reached;

    private final AtomicInteger following = new AtomicInteger();
    private Item body;
    private int items;

    /** @param threads how many workers, the caller included, ≥ 1 */
    public WorkerThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected ≥ 1, found " + threads);
        }
        shifts = new Runnable[threads];
        running = new Future<?>[threads];
        reached = new int[threads];
        for (int i = 0; i < threads; i++) {
            int worker = i;
            shifts[i] = () -> work(worker);
        }
        int pool = POOLS.incrementAndGet();
        executor = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads - 1, task -> {
                    Thread thread = new Thread(task, "waymark-lqr-" + pool);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Runs {@code item} for 0…count−1 and returns when all are done.
     *
     * @throws RuntimeException the exception of the first item, in their order, that threw one; likewise for errors
     */
    public void forEach(int count, Item item) {
        if (shifts.length == 1) {
            for (int i = 0; i < count; i++) {
                item.run(0, i);
            }
            return;
        }
        body = item;
        items = count;
        following.set(0);
        int busy = Math.max(1, Math.min(shifts.length, count));
        for (int i = 1; i < busy; i++) {
            running[i] = executor.submit(shifts[i]);
        }
        FutureTask<?> own = new FutureTask<>(shifts[0], null);
        running[0] = own;
        own.run();
        join(busy);
    }

    private void work(int worker) {
        int item = following.getAndIncrement();
        while (item < items) {
            reached[worker] = item;
            body.run(worker, item);
            item = following.getAndIncrement();
        }
    }

    private void join(int busy) {
        Throwable failure = null;
        int failedAt = Integer.MAX_VALUE;
        boolean interrupted = false;
        for (int i = 0; i < busy; i++) {
            boolean done = false;
            while (!done) {
                try {
                    running[i].get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    done = true;
                    if (reached[i] < failedAt) {
                        failedAt = reached[i];
                        failure = e.getCause();
                    }
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throwAgain(failure);
        }
    }

    private static void throwAgain(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** Ends the threads. Closing twice does nothing. */
    @Override
    public void close() {
        if (executor != null) {
            executor.shutdown();
        }
    }
}
