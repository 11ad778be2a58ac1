package org.waymark.lqr.planner;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

/**
 * Draws the samples of a planner and predicts their costs, block by block.
 *
 * <p>A block is a batch of the model and has its own stream of random numbers. Blocks do not depend on each other, so it does not matter
 * which thread takes which.
 */
final class SampleRollouts {
    /** Writes one sample. */
    interface Sampler {
        /**
         * @param random the stream of the sample's block
         * @param sample 0…samples−1
         * @param at where its H·m controls begin
         * @param sequences [samples × H × m]; written from {@code at} on, by several threads at once
         */
        void draw(RandomGenerator random, int sample, int at, double[] sequences);
    }

    private final int samples;
    private final int batch;
    private final int width;
    private final RandomStreams streams;
    private final RandomGenerator[] generators;
    private final SampleRolloutWorker[] workers;
    private final Share[] shares;
    private final ForkJoinPool pool;
    private final AtomicInteger nextBlock = new AtomicInteger();
    private final double[] sequences;
    private final double[] costs;
    private final LostSamples lost;

    private Sampler sampler;
    private double[] start;
    private int time;

    SampleRollouts(SamplingProblem problem, SamplingOptions options, RandomStreams streams) {
        samples = options.samples();
        batch = Math.min(options.batch(), samples);
        this.streams = streams;
        int blocks = (samples + batch - 1) / batch;
        int threads = Math.min(options.threads(), blocks);
        workers = new SampleRolloutWorker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new SampleRolloutWorker(problem, batch);
            workers[i].requireLike(workers[0]);
        }
        width = problem.horizon() * workers[0].controlSize();
        sequences = new double[samples * width];
        costs = new double[samples];
        lost = new LostSamples(samples);
        generators = new RandomGenerator[blocks];
        shares = new Share[threads - 1];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = new Share(workers[i + 1]);
        }
        pool = threads > 1 ? new ForkJoinPool(threads - 1) : null;
        restart();
    }

    /** Begins the streams of random numbers again. */
    void restart() {
        for (int b = 0; b < generators.length; b++) {
            generators[b] = streams.stream("planner", 0, 0, b);
        }
    }

    int stateSize() {
        return workers[0].stateSize();
    }

    int controlSize() {
        return workers[0].controlSize();
    }

    /** [samples × H × m] */
    double[] sequences() {
        return sequences;
    }

    /** [samples]: infinite where a state or cost was not finite. */
    double[] costs() {
        return costs;
    }

    /**
     * Draws all samples and fills their costs.
     *
     * @return the number of samples with a finite cost, ≥ 1
     * @throws NonFiniteException if there is none
     */
    int run(Sampler by, double[] state, int t) {
        sampler = by;
        start = state;
        time = t;
        lost.clear();
        nextBlock.set(0);
        for (Share share : shares) {
            share.reinitialize();
            pool.execute(share);
        }
        try {
            work(workers[0]);
        } finally {
            for (Share share : shares) {
                share.quietlyJoin();
            }
        }
        for (Share share : shares) {
            share.join();
        }
        int survivors = samples - lost.count();
        if (survivors == 0) {
            throw lost.last();
        }
        return survivors;
    }

    private void work(SampleRolloutWorker worker) {
        for (int b = nextBlock.getAndIncrement(); b < generators.length; b = nextBlock.getAndIncrement()) {
            int first = b * batch;
            int count = Math.min(batch, samples - first);
            for (int i = first; i < first + count; i++) {
                sampler.draw(generators[b], i, i * width, sequences);
            }
            worker.run(sequences, first, count, start, time, costs, lost);
        }
    }

    /**
     * Predicts one sequence of controls.
     *
     * @param sequence [H × m]; not modified
     * @param states [(H+1) × n]; overwritten by the predicted states
     * @return its cost; infinite if a state or cost was not finite
     */
    double trace(double[] sequence, double[] state, int t, double[] states) {
        return workers[0].trace(sequence, state, t, states);
    }

    /** The part of one more thread. */
    private final class Share extends RecursiveAction {
        private static final long serialVersionUID = 1L;
        private final transient SampleRolloutWorker worker;

        Share(SampleRolloutWorker worker) {
            this.worker = worker;
        }

        @Override
        protected void compute() {
            work(worker);
        }
    }

    /** Where the predictions of samples ceased to be finite. */
    static final class LostSamples {
        private static final int COST = -1;
        private static final int KEPT = -1;

        private final int[] at;
        private final int[] index;
        private final double[] value;

        LostSamples(int samples) {
            at = new int[samples];
            index = new int[samples];
            value = new double[samples];
        }

        void clear() {
            Arrays.fill(at, KEPT);
        }

        void loseState(int sample, int t, int entry, double found) {
            at[sample] = t;
            index[sample] = entry;
            value[sample] = found;
        }

        void loseCost(int sample, int t, double found) {
            loseState(sample, t, COST, found);
        }

        boolean has(int sample) {
            return at[sample] != KEPT;
        }

        int count() {
            int count = 0;
            for (int t : at) {
                count += t == KEPT ? 0 : 1;
            }
            return count;
        }

        /** The finding of the sample that got furthest. */
        NonFiniteException last() {
            int furthest = 0;
            for (int i = 1; i < at.length; i++) {
                if (at[i] > at[furthest]) {
                    furthest = i;
                }
            }
            boolean ofCost = index[furthest] == COST;
            return new NonFiniteException(
                    ofCost ? "every sample's cost" : "every sample's predicted state",
                    value[furthest],
                    at[furthest],
                    Math.max(0, index[furthest]));
        }
    }
}
