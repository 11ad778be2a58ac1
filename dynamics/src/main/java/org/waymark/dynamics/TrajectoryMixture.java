package org.waymark.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Rollout;

/**
 * Rollouts as a mixture of groups, each with linear-Gaussian dynamics, actions and initial states of its own:
 *
 * <pre>
 *   p(τ) = Σ_c π_c N(x_0; m_c, v_c) Π_t p_c(u_t | x_t) p_c(x_{t+1} | x_t, u_t)
 * </pre>
 *
 * found by expectation-maximisation over whole trajectories (Montgomery et al. 2017, section IV): the E-step weighs each rollout by its
 * density in each group, the M-step is one regression of u_t on x_t and one of x_{t+1} on x_t and u_t per group and time step, with a
 * variance for each output.
 * A prior from all rollouts together, worth one rollout, makes any number of rollouts enough for a fit; what rises from step to step is
 * the log-likelihood plus the logarithm of that prior.
 *
 * <p>Densities are in units in which every entry of state and control has deviation 1 over the rollouts that were fitted. Immutable.
 */
public final class TrajectoryMixture {
    private static final int MOST_STEPS = 50;
    private static final double TOLERANCE = 1e-3;

    private final TrajectoryPrior prior;
    private final double[] logWeights;
    private final List<TrajectoryGroup> groups;

    /**
     * A mixture, and how it was found.
     *
     * @param responsibilities [rollouts][groups], what the last step weighed them by; rows sum to one
     * @param objectives log-likelihood plus logarithm of the prior after each step, never falling
     */
    public record Fit(TrajectoryMixture mixture, double[][] responsibilities, double[] objectives) {
        public Fit {
            responsibilities = copy(responsibilities);
            objectives = objectives.clone();
        }

        @Override
        public double[][] responsibilities() {
            return copy(responsibilities);
        }

        @Override
        public double[] objectives() {
            return objectives.clone();
        }

        private static double[][] copy(double[][] table) {
            return Arrays.stream(table).map(double[]::clone).toArray(double[][]::new);
        }
    }

    private TrajectoryMixture(TrajectoryPrior prior, double[][] rows, double[][] responsibilities) {
        int count = responsibilities[0].length;
        this.prior = prior;
        this.logWeights = new double[count];
        this.groups = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            double[] weights = new double[rows.length];
            for (int k = 0; k < rows.length; k++) {
                weights[k] = responsibilities[k][c];
            }
            groups.add(new TrajectoryGroup(prior, rows, weights));
            // a group without rollouts keeps the share of one
            logWeights[c] = Math.log((Arrays.stream(weights).sum() + 1) / (rows.length + count));
        }
    }

    /**
     * The mixture of given groups: one M-step.
     *
     * @param rollouts at least two, of equal sizes
     * @param responsibilities [rollouts][groups], ≥ 0; not modified
     * @throws IllegalArgumentException if there are too few rollouts, or sizes differ
     */
    public static TrajectoryMixture of(List<Rollout> rollouts, double[][] responsibilities) {
        check(rollouts, responsibilities);
        TrajectoryPrior prior = new TrajectoryPrior(rollouts);
        return new TrajectoryMixture(prior, rows(prior, rollouts), responsibilities);
    }

    /** Expectation-maximisation from given groups on; parameters as in {@link #of}. */
    public static Fit fit(List<Rollout> rollouts, double[][] responsibilities) {
        check(rollouts, responsibilities);
        TrajectoryPrior prior = new TrajectoryPrior(rollouts);
        double[][] rows = rows(prior, rollouts);
        TrajectoryMixture mixture = new TrajectoryMixture(prior, rows, responsibilities);
        double[][] weights = new double[rows.length][];
        List<Double> objectives = new ArrayList<>();
        objectives.add(mixture.weigh(rows, weights));
        double gain = Double.POSITIVE_INFINITY;
        while (gain > TOLERANCE && objectives.size() <= MOST_STEPS) {
            mixture = new TrajectoryMixture(prior, rows, weights);
            double before = objectives.get(objectives.size() - 1);
            objectives.add(mixture.weigh(rows, weights));
            gain = objectives.get(objectives.size() - 1) - before;
        }
        return new Fit(mixture, weights, objectives.stream().mapToDouble(v -> v).toArray());
    }

    private static void check(List<Rollout> rollouts, double[][] responsibilities) {
        Rollouts.requireAlike(rollouts);
        if (responsibilities.length != rollouts.size()) {
            throw new IllegalArgumentException(
                    "responsibilities: expected " + rollouts.size() + " rows, found " + responsibilities.length);
        }
    }

    private static double[][] rows(TrajectoryPrior prior, List<Rollout> rollouts) {
        return rollouts.stream().map(prior::rows).toArray(double[][]::new);
    }

    /** The E-step: overwrites the responsibilities, and returns log-likelihood plus logarithm of the prior. */
    private double weigh(double[][] rows, double[][] responsibilities) {
        double sum = 0;
        for (int c = 0; c < groups.size(); c++) {
            sum += groups.get(c).logPrior() + logWeights[c];
        }
        for (int k = 0; k < rows.length; k++) {
            double[] densities = logDensities(rows[k]);
            double total = logSum(densities);
            for (int c = 0; c < densities.length; c++) {
                densities[c] = Math.exp(densities[c] - total);
            }
            responsibilities[k] = densities;
            sum += total;
        }
        return sum;
    }

    /** log(π_c p_c(τ)) of each group c. */
    public double[] logDensities(Rollout rollout) {
        return logDensities(prior.rows(rollout));
    }

    private double[] logDensities(double[] rows) {
        double[] densities = new double[groups.size()];
        for (int c = 0; c < densities.length; c++) {
            densities[c] = logWeights[c] + groups.get(c).logDensity(rows);
        }
        return densities;
    }

    /** log p(τ). */
    public double logLikelihood(Rollout rollout) {
        return logSum(logDensities(rollout));
    }

    /** log Σ e^v, without overflow. */
    private static double logSum(double[] values) {
        double largest = Arrays.stream(values).max().orElseThrow();
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }
}
