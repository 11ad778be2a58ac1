package org.waymark.dynamics.learned;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.RandomStreams;

/**
 * P particles of a learned model as one state [P × n], all moved by the same control: each by one elite and a draw from its variance
 * (Chua et al. 2018, section 5).
 *
 * <p>A planner that is given this model and the mean of the cost over particles ({@code stateSize()} numbers are P states of n) plans for
 * the expected cost. Elites and noise of particle p at time step t depend on (seed, t, p) alone, the same for every row of a batch: all
 * candidates of a planner meet the same luck, and the same bits come out for any number of threads or batches. For one thread.
 */
public final class ParticleModel implements BatchModel {
    /** Which elite moves a particle. */
    public enum Propagation {
        /** Another one in each step (TS1). */
        RANDOM_MEMBER,
        /** The same one for the whole rollout, all elites equally often (TS∞). */
        FIXED_MEMBER
    }

    private final Propagation propagation;
    private final int particles;
    private final RandomStreams streams;
    private final int[] elites;
    private final int n;
    private final int m;
    private final int batch;
    private final boolean noisy;
    private final MixedPrediction prediction;
    private final int[] members;
    private final double[] repeated;
    private final double[] variance;
    private final double[] noise;

    /**
     * @param particles P, ≥ 1
     * @param batch the greatest number of rows, each of P particles, in one call, ≥ 1
     * @param seed of elites and noise
     */
    public ParticleModel(LearnedDynamics model, Propagation propagation, int particles, int batch, long seed) {
        if (particles < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "particles and batch: expected ≥ 1, found " + particles + " and " + batch);
        }
        this.propagation = propagation;
        this.particles = particles;
        this.batch = batch;
        streams = new RandomStreams(seed);
        elites = model.elites();
        n = model.stateSize();
        m = model.controlSize();
        noisy = model.isProbabilistic();
        prediction = new MixedPrediction(model, batch * particles);
        members = new int[batch * particles];
        repeated = new double[batch * particles * m];
        variance = new double[batch * particles * n];
        noise = new double[particles * n];
    }

    /** P · n. */
    @Override
    public int stateSize() {
        return particles * n;
    }

    @Override
    public int controlSize() {
        return m;
    }

    /** P. */
    public int particles() {
        return particles;
    }

    /** [P × n], P times the state {@code x}, into a fresh array: where to plan from. */
    public double[] repeated(double[] x) {
        double[] all = new double[particles * n];
        for (int p = 0; p < particles; p++) {
            System.arraycopy(x, 0, all, p * n, n);
        }
        return all;
    }

    @Override
    public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
        if (batch > this.batch) {
            throw new IllegalArgumentException(
                    "particles: expected a batch of at most " + this.batch + ", found " + batch);
        }
        draw(t);
        for (int i = 0; i < batch; i++) {
            for (int p = 0; p < particles; p++) {
                members[i * particles + p] = members[p];
                System.arraycopy(controls, i * m, repeated, (i * particles + p) * m, m);
            }
        }
        double[] none = {};
        prediction.predict(members, states, repeated, batch * particles, nextStates, variance, none, none);
        for (int i = 0; noisy && i < batch * particles * n; i++) {
            nextStates[i] += Math.sqrt(variance[i]) * noise[i % noise.length];
        }
    }

    /** Members of the first P rows, and their noise. */
    private void draw(int t) {
        RandomGenerator random = streams.stream("particles", t, 0, 0);
        for (int p = 0; p < particles; p++) {
            members[p] =
                    elites[propagation == Propagation.FIXED_MEMBER ? p % elites.length : random.nextInt(elites.length)];
        }
        if (noisy) {
            Arrays.setAll(noise, i -> random.nextGaussian());
        }
    }
}
