package org.waymark.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.waymark.lqr.Rollout;

/**
 * Makes rollouts, several at once, with the same bits for any number of threads.
 *
 * <p>There is one simulator per thread, made when it is first needed and closed by {@link #close()}. Which thread makes which rollout
 * is left to chance; a simulator whose {@code reset} does reset it cannot tell. Threads are daemons. One caller at a time: {@link
 * #run} and {@link #close} wait for each other.
 */
public final class RolloutSampler implements AutoCloseable {
    /** How many more attempts a rollout is given when the simulator says that it failed, unless told otherwise. */
    public static final int DEFAULT_RETRIES = 3;

    private static final AtomicInteger SAMPLERS = new AtomicInteger();

    private final Supplier<? extends Simulator> simulators;
    private final int threads;
    private final int retries;
    private final ExecutorService executor;
    private final List<RolloutWorker> workers = new ArrayList<>();
    private SimulatorSpec spec;
    private boolean closed;

    /** A sampler with {@link #DEFAULT_RETRIES}. */
    public RolloutSampler(Supplier<? extends Simulator> simulators, int threads) {
        this(simulators, threads, DEFAULT_RETRIES);
    }

    /**
     * @param simulators called from the caller's thread only, at most {@code threads} times; every simulator has the same spec
     * @param threads ≥ 1
     * @param retries how many more attempts a rollout is given after a {@link SimulatorFailedException}, ≥ 0
     */
    public RolloutSampler(Supplier<? extends Simulator> simulators, int threads, int retries) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected ≥ 1, found " + threads);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("retries: expected ≥ 0, found " + retries);
        }
        this.simulators = simulators;
        this.threads = threads;
        this.retries = retries;
        this.executor = Executors.newFixedThreadPool(threads, daemons());
    }

    private static ThreadFactory daemons() {
        int sampler = SAMPLERS.incrementAndGet();
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "waymark-rollouts-" + sampler + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What the simulators are like; makes the first one if there is none yet. */
    public synchronized SimulatorSpec spec() {
        prepare(1);
        return spec;
    }

    /**
     * Makes one rollout of T controls for each request.
     *
     * <p>Controls are cut at the limits of the spec, counted, and recorded as applied. If several rollouts go wrong, the exception is
     * that of the first in the order of the requests.
     *
     * @param horizon T, ≥ 1
     * @return one rollout per request, in the order of the requests
     * @throws IllegalArgumentException if a law or a noise does not fit the simulator or the horizon
     * @throws org.waymark.lqr.NonFiniteException if a state, an observation or a control is NaN or infinite, with its place
     * @throws SimulatorException if a simulator throws, or fails more often than the retries allow
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is then set, and all rollouts have
     *     stopped
     */
    public List<Rollout> run(int horizon, List<RolloutRequest> requests) {
        return make(horizon, requests, false).stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    /**
     * Makes one rollout of T controls for each request, as {@link #run} does, but a simulator that breaks down under a request more
     * often than the retries allow leaves that request without a rollout: for laws under which the plant may well break down.
     *
     * @return one entry per request, in the order of the requests; empty where the simulator broke down
     */
    public List<Optional<Rollout>> attempt(int horizon, List<RolloutRequest> requests) {
        return make(horizon, requests, true);
    }

    /**
     * Begins a rollout for each request and goes no further: what the plant looks like there before the first control.
     *
     * @return x_0 and o_0 of each request, in the order of the requests; those of its rollout, if that is made at the first attempt
     * @throws org.waymark.lqr.NonFiniteException if a number is NaN or infinite, with its place
     * @throws SimulatorException if a simulator throws
     */
    public synchronized List<FirstSight> look(List<RolloutRequest> requests) {
        prepare(1);
        List<FirstSight> sights = new ArrayList<>();
        for (RolloutRequest request : requests) {
            sights.add(workers.get(0).look(request));
        }
        return sights;
    }

    private synchronized List<Optional<Rollout>> make(
            int horizon, List<RolloutRequest> requests, boolean toleratesBreakdowns) {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon: expected ≥ 1, found " + horizon);
        }
        int busy = Math.min(threads, requests.size());
        prepare(Math.max(1, busy));
        for (RolloutRequest request : requests) {
            request.law().requireFits(spec, horizon);
        }
        Batch batch = new Batch(horizon, List.copyOf(requests), retries, toleratesBreakdowns);
        List<Future<?>> running = new ArrayList<>();
        for (RolloutWorker worker : workers.subList(0, busy)) {
            running.add(executor.submit(() -> batch.work(worker)));
        }
        join(running, batch);
        return batch.results();
    }

    private static void join(List<Future<?>> running, Batch batch) {
        boolean interrupted = false;
        for (Future<?> future : running) {
            boolean done = false;
            while (!done) {
                try {
                    future.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    batch.cancel();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("rollouts: a thread died", e.getCause());
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("rollouts: interrupted");
        }
    }

    private void prepare(int count) {
        if (closed) {
            throw new IllegalStateException("rollout sampler: already closed");
        }
        while (workers.size() < count) {
            Simulator simulator = simulators.get();
            if (simulator == null) {
                throw new IllegalArgumentException("simulators: supplied null");
            }
            SimulatorSpec found = simulator.spec();
            if (spec == null) {
                spec = found;
            } else if (!describe(spec).equals(describe(found))) {
                simulator.close();
                throw new IllegalArgumentException("simulators: expected the same spec every time, found "
                        + describe(spec) + "; then " + describe(found));
            }
            workers.add(new RolloutWorker(simulator, found));
        }
    }

    private static String describe(SimulatorSpec s) {
        return s.stateSize() + " states, " + s.controlSize() + " controls within "
                + Arrays.toString(s.controlLower()) + " and " + Arrays.toString(s.controlUpper()) + ", "
                + s.observationSize() + " observations, time step " + s.timeStep() + " s";
    }

    /** Closes the simulators. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            executor.shutdown();
            workers.forEach(RolloutWorker::close);
        }
    }
}
