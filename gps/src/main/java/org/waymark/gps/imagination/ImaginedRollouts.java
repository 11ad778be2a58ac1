package org.waymark.gps.imagination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.dynamics.learned.Prediction;
import org.waymark.gps.modelbased.TaskRows;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.SimulatorSpec;

/**
 * Rollouts of a network policy in a learned model, many side by side, with all that went on in them.
 *
 * <pre>
 *   u_t = clamp(μ(o(x_t)) + σ ε_t),   x_{t+1} = clamp(μ_k(x_t, u_t) + s_k(x_t, u_t) ξ_t)
 * </pre>
 *
 * <p>where k is an elite drawn anew for every rollout and step, or one member throughout. A workspace, for one thread; what it gives out
 * is its own, valid until the next call and not to be modified. Rows of a time step are rollouts, row-major.
 */
public final class ImaginedRollouts implements AutoCloseable {
    private static final int EACH_STEP = -1;

    private final ImaginedPlant plant;
    private final TaskRows task;
    private final Prediction prediction;
    private final double[] lower;
    private final double[] upper;
    private final int batch;
    private final int horizon;
    private final int n;
    private final int m;
    private final int p;
    private final double[][] states;
    private final double[][] observations;
    private final double[][] controls;
    private final double[][] unclamped;
    private final double[][] policyNoise;
    private final double[][] modelNoise;
    private final int[][] members;
    private final boolean[][] ended;
    private final double[][] costs;
    private final MemberRows rows;
    private final double[] observation;
    private final double[] control;

    /**
     * @param batch how many rollouts side by side, ≥ 1
     * @param horizon T, ≥ 1
     */
    public ImaginedRollouts(ImaginedPlant plant, int batch, int horizon) {
        this.plant = plant;
        this.batch = batch;
        this.horizon = horizon;
        task = new TaskRows(plant.task());
        prediction = plant.model().prediction(batch);
        SimulatorSpec spec = plant.task().spec();
        lower = spec.controlLower();
        upper = spec.controlUpper();
        n = spec.stateSize();
        m = spec.controlSize();
        p = spec.observationSize();
        states = new double[horizon + 1][batch * n];
        observations = new double[horizon + 1][batch * p];
        controls = new double[horizon][batch * m];
        unclamped = new double[horizon][batch * m];
        policyNoise = new double[horizon][batch * m];
        modelNoise = new double[horizon][batch * n];
        members = new int[horizon][batch];
        ended = new boolean[horizon + 1][batch];
        costs = new double[batch][horizon + 1];
        rows = new MemberRows(batch, n, m);
        observation = new double[p];
        control = new double[m];
    }

    /**
     * Each rollout is in the hands of another elite at every step.
     *
     * @param starts x_0, [batch × n]; not modified
     * @param exploring whether the policy adds its noise
     */
    public void run(NetworkPolicy policy, double[] starts, boolean exploring, RandomGenerator random) {
        run(policy, starts, EACH_STEP, exploring, random);
    }

    /** All rollouts are in the hands of one member; the policy adds no noise. */
    public void runIn(int member, NetworkPolicy policy, double[] starts, RandomGenerator random) {
        run(policy, starts, member, false, random);
    }

    private void run(NetworkPolicy policy, double[] starts, int member, boolean exploring, RandomGenerator random) {
        System.arraycopy(starts, 0, states[0], 0, batch * n);
        double[] deviation = deviations(policy, exploring);
        look(0);
        for (int t = 0; t < horizon; t++) {
            act(t, policy, deviation, random);
            choose(t, member, random);
            step(t);
            look(t + 1);
        }
        for (int b = 0; b < batch; b++) {
            costs[b][horizon] = ended[horizon][b] ? 0 : finite(task.terminal(states[horizon], b), b, horizon);
        }
    }

    private double[] deviations(NetworkPolicy policy, boolean exploring) {
        double[] deviation = new double[m];
        double[] covariance = policy.covariance();
        for (int j = 0; j < m && exploring; j++) {
            deviation[j] = Math.sqrt(covariance[j * m + j]);
        }
        return deviation;
    }

    /** o(x_t), and where it is over. */
    private void look(int t) {
        task.observe(states[t], batch, observations[t]);
        for (int b = 0; b < batch; b++) {
            ended[t][b] = task.ended(states[t], b);
        }
    }

    private void act(int t, NetworkPolicy policy, double[] deviation, RandomGenerator random) {
        for (int b = 0; b < batch; b++) {
            System.arraycopy(observations[t], b * p, observation, 0, p);
            policy.mean(observation, control);
            for (int j = 0; j < m; j++) {
                double noise = deviation[j] > 0 ? random.nextGaussian() : 0;
                policyNoise[t][b * m + j] = noise;
                control[j] += deviation[j] * noise;
                unclamped[t][b * m + j] = control[j];
                control[j] = Math.min(Math.max(control[j], lower[j]), upper[j]);
            }
            System.arraycopy(control, 0, controls[t], b * m, m);
            costs[b][t] = ended[t][b] ? 0 : finite(task.running(states[t], controls[t], b, t), b, t);
        }
    }

    private static double finite(double cost, int rollout, int t) {
        if (!Double.isFinite(cost)) {
            throw new NonFiniteException("cost of imagined rollout " + rollout, cost, t, 0);
        }
        return cost;
    }

    private void choose(int t, int member, RandomGenerator random) {
        int[] elites = plant.model().elites();
        boolean noisy = plant.noisy() && plant.model().isProbabilistic();
        for (int b = 0; b < batch; b++) {
            members[t][b] = member == EACH_STEP ? elites[random.nextInt(elites.length)] : member;
            for (int i = 0; i < n; i++) {
                modelNoise[t][b * n + i] = noisy ? random.nextGaussian() : 0;
            }
        }
    }

    private void step(int t) {
        double[] next = states[t + 1];
        for (int k = 0; k < plant.model().members(); k++) {
            int count = rows.gather(this, t, k);
            if (count == 0) {
                continue;
            }
            rows.predict(prediction, k);
            for (int r = 0; r < count; r++) {
                int b = rows.row(r);
                for (int i = 0; i < n; i++) {
                    double drawn = rows.mean(r, i) + Math.sqrt(rows.variance(r, i)) * modelNoise[t][b * n + i];
                    next[b * n + i] = plant.box().clamp(i, drawn);
                }
            }
        }
        for (int b = 0; b < batch; b++) {
            if (ended[t][b]) {
                System.arraycopy(states[t], b * n, next, b * n, n);
            }
        }
    }

    /** How many rollouts there are side by side. */
    public int batch() {
        return batch;
    }

    /** T. */
    public int horizon() {
        return horizon;
    }

    /** What was imagined in. */
    public ImaginedPlant plant() {
        return plant;
    }

    /** x_t, [batch × n], t = 0…T. */
    public double[] states(int t) {
        return states[t];
    }

    /** o(x_t), [batch × p], t = 0…T. */
    public double[] observations(int t) {
        return observations[t];
    }

    /** u_t as applied, [batch × m], t = 0…T−1. */
    public double[] controls(int t) {
        return controls[t];
    }

    /** u_t before it was cut at its limits, [batch × m]. */
    public double[] unclampedControls(int t) {
        return unclamped[t];
    }

    /** ε_t, [batch × m]. */
    public double[] policyNoise(int t) {
        return policyNoise[t];
    }

    /** ξ_t, [batch × n]; zeros where the mean was taken. */
    public double[] modelNoise(int t) {
        return modelNoise[t];
    }

    /** Whose prediction x_{t+1} is, [batch]. */
    public int[] members(int t) {
        return members[t];
    }

    /** Whether it is over in x_t, [batch]. */
    public boolean[] ended(int t) {
        return ended[t];
    }

    /** ℓ_0…ℓ_{T−1}, then ℓ_f, [batch][T+1]. */
    public double[][] costs() {
        return costs;
    }

    /** Mean over the rollouts of all that was paid. */
    public double meanCost() {
        return Arrays.stream(costs).mapToDouble(row -> Arrays.stream(row).sum()).sum() / batch;
    }

    /** Copies, as rollouts. */
    public List<Rollout> rollouts() {
        List<Rollout> rollouts = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            int clipped = 0;
            for (int t = 0; t < horizon; t++) {
                for (int j = b * m; j < (b + 1) * m; j++) {
                    clipped += unclamped[t][j] == controls[t][j] ? 0 : 1;
                }
            }
            rollouts.add(new Rollout(
                    column(states, b, n),
                    column(controls, b, m),
                    column(observations, b, p),
                    column(policyNoise, b, m),
                    clipped));
        }
        return rollouts;
    }

    private static TimeVaryingMatrix column(double[][] steps, int row, int width) {
        double[] values = new double[steps.length * width];
        for (int t = 0; t < steps.length; t++) {
            System.arraycopy(steps[t], row * width, values, t * width, width);
        }
        return TimeVaryingMatrix.ofVectors(steps.length, width, values);
    }

    @Override
    public void close() {
        task.close();
    }
}
