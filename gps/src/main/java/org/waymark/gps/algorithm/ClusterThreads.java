package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does the same work for every cluster, several clusters at a time; results come in cluster order. */
final class ClusterThreads implements AutoCloseable {
    private final ExecutorService executor;

    ClusterThreads(int threads) {
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "waymark-clusters");
            thread.setDaemon(true);
            return thread;
        });
    }

    <R> List<R> map(int clusters, IntFunction<R> work) {
        List<Future<R>> pending = new ArrayList<>();
        for (int c = 0; c < clusters; c++) {
            int cluster = c;
            pending.add(executor.submit(() -> work.apply(cluster)));
        }
        List<R> results = new ArrayList<>();
        try {
            if (Thread.interrupted()) {
                // to wait for work that is done already would not notice
                throw new InterruptedException();
            }
            for (Future<R> future : pending) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pending.forEach(future -> future.cancel(true));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
