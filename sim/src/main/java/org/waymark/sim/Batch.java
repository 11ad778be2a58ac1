package org.waymark.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.waymark.lqr.Rollout;

/**
 * The requests of one call, handed out in order to whichever thread is free.
 *
 * <p>After a failure nothing more is handed out, but what was handed out before is finished: the first failure in the order of the
 * requests is therefore the same for any number of threads.
 */
final class Batch {
    private final int horizon;
    private final List<RolloutRequest> requests;
    private final int retries;
    private final boolean toleratesBreakdowns;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<Rollout> rollouts;
    private final AtomicReferenceArray<Throwable> failures;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean failed;
    private volatile boolean cancelled;

    Batch(int horizon, List<RolloutRequest> requests, int retries, boolean toleratesBreakdowns) {
        this.horizon = horizon;
        this.requests = requests;
        this.retries = retries;
        this.toleratesBreakdowns = toleratesBreakdowns;
        this.rollouts = new AtomicReferenceArray<>(requests.size());
        this.failures = new AtomicReferenceArray<>(requests.size());
    }

    /** Stops all threads at their next time step, and wakes those that sleep in a simulator. */
    void cancel() {
        cancelled = true;
        working.forEach(Thread::interrupt);
    }

    /** Makes rollouts until none is left. */
    void work(RolloutWorker worker) {
        working.add(Thread.currentThread());
        try {
            for (int i = take(); i >= 0; i = take()) {
                try {
                    rollouts.set(i, worker.run(horizon, requests.get(i), retries, () -> cancelled));
                } catch (SimulatorException e) {
                    if (!(toleratesBreakdowns && e.brokeDown())) {
                        failures.set(i, e);
                        failed = true;
                    }
                } catch (RuntimeException | Error e) {
                    failures.set(i, e);
                    failed = true;
                }
            }
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    /** The index of the next request; −1 if there is nothing more to do. */
    private int take() {
        if (failed || cancelled) {
            return -1;
        }
        int i = next.getAndIncrement();
        return i < requests.size() ? i : -1;
    }

    /** The rollouts, in the order of the requests, empty where a breakdown was tolerated; or the first failure, thrown. */
    List<Optional<Rollout>> results() {
        List<Optional<Rollout>> results = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            if (failures.get(i) instanceof RuntimeException e) {
                throw e;
            }
            if (failures.get(i) instanceof Error e) {
                throw e;
            }
            results.add(Optional.ofNullable(rollouts.get(i)));
        }
        return results;
    }
}
