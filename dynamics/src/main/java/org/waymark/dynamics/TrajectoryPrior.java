package org.waymark.dynamics;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.matrix.Cholesky;

/**
 * What all rollouts together say of each group of them, see {@link TrajectoryMixture}: units in which every entry of state and control
 * has mean 0 and deviation 1, one regression y = W₀ [x;1] + e of the outputs y = [u_t; x_{t+1}] for all time steps and rollouts, the
 * variances S₀ of its residuals, the spread V₀,t of the inputs at each time step, and mean and variances of x_0.
 */
final class TrajectoryPrior {
    /** Differences below this fraction of an entry's deviation are not told apart. */
    private static final double RESOLUTION = 1e-3;

    private static final double RIDGE = 1e-6;
    /** What the offsets of the regressions count for, in rollouts. */
    private static final double OFFSET_WEIGHT = 1e-2;

    final int horizon;
    /** p: the state and 1. */
    final int inputs;
    /** q: the control and the next state. */
    final int outputs;
    /** S₀, [q]. */
    final double[] noise;
    /** V₀, [T × p], a diagonal each. */
    final double[] spread;

    final double[] startMean;
    final double[] startVariance;

    private final int n;
    private final int m;
    private final double[] mean;
    private final double[] deviation;
    private final double[] gain;

    TrajectoryPrior(List<Rollout> rollouts) {
        Rollout first = rollouts.get(0);
        horizon = first.horizon();
        n = first.stateSize();
        m = first.controlSize();
        inputs = n + 1;
        outputs = m + n;
        mean = new double[m + n];
        deviation = new double[m + n];
        gain = new double[outputs * inputs];
        noise = new double[outputs];
        spread = new double[horizon * inputs];
        startMean = new double[n];
        startVariance = new double[n];
        int count = rollouts.size();
        double[] transitions = Rollouts.transitions(rollouts);
        scale(transitions, count * horizon);
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = standardised(rollouts.get(i));
        }
        regress(rows);
        spreads(rows);
        starts(rows);
    }

    /** Units from rows [x_t; u_t; x_{t+1}]; those of a constant entry do not matter. */
    private void scale(double[] transitions, int count) {
        int size = 2 * n + m;
        double[] rowMean = new double[size];
        double[] rowDeviation = new double[size];
        ColumnMoments.meanAndDeviation(transitions, count, size, rowMean, rowDeviation);
        // outputs are [u; x']
        System.arraycopy(rowMean, n, mean, 0, m + n);
        for (int i = 0; i < m + n; i++) {
            double own = rowDeviation[n + i];
            deviation[i] = own > 1e-12 * Math.abs(rowMean[n + i]) ? own : 1;
        }
    }

    /** Rows [x_t; 1; u_t; x_{t+1}] in standard units. */
    private double[] standardised(Rollout rollout) {
        double[] rows = new double[horizon * (inputs + outputs)];
        for (int t = 0; t < horizon; t++) {
            int at = t * (inputs + outputs);
            for (int i = 0; i < n; i++) {
                rows[at + i] = (rollout.states().get(t, i) - mean[m + i]) / deviation[m + i];
                rows[at + inputs + m + i] = (rollout.states().get(t + 1, i) - mean[m + i]) / deviation[m + i];
            }
            rows[at + n] = 1;
            for (int i = 0; i < m; i++) {
                rows[at + inputs + i] = (rollout.controls().get(t, i) - mean[i]) / deviation[i];
            }
        }
        return rows;
    }

    private void regress(double[][] rows) {
        double[] gram = new double[inputs * inputs];
        double[] cross = new double[inputs * outputs];
        for (double[] own : rows) {
            for (int t = 0; t < horizon; t++) {
                addProducts(own, t * (inputs + outputs), 1, gram, cross);
            }
        }
        double count = (double) rows.length * horizon;
        for (int i = 0; i < inputs; i++) {
            gram[i * inputs + i] += RIDGE * count;
        }
        Cholesky.factor(gram, 0, inputs);
        Cholesky.solve(gram, 0, inputs, cross, 0, outputs);
        for (int j = 0; j < outputs; j++) {
            for (int i = 0; i < inputs; i++) {
                gain[j * inputs + i] = cross[i * outputs + j];
            }
        }
        Arrays.fill(noise, RESOLUTION * RESOLUTION);
        for (double[] own : rows) {
            for (int t = 0; t < horizon; t++) {
                for (int j = 0; j < outputs; j++) {
                    double e = residual(own, t, j);
                    noise[j] += e * e / count;
                }
            }
        }
    }

    /** Adds weight·x̃x̃ᵀ (lower triangle) and weight·x̃yᵀ of a row. */
    void addProducts(double[] rows, int at, double weight, double[] gram, double[] cross) {
        for (int i = 0; i < inputs; i++) {
            double wi = weight * rows[at + i];
            if (wi == 0) {
                continue;
            }
            for (int j = 0; j <= i; j++) {
                gram[i * inputs + j] += wi * rows[at + j];
            }
            for (int j = 0; j < outputs; j++) {
                cross[i * outputs + j] += wi * rows[at + inputs + j];
            }
        }
    }

    private double residual(double[] rows, int t, int output) {
        int at = t * (inputs + outputs);
        double e = rows[at + inputs + output];
        for (int i = 0; i < inputs; i++) {
            e -= gain[output * inputs + i] * rows[at + i];
        }
        return e;
    }

    private void spreads(double[][] rows) {
        for (int t = 0; t < horizon; t++) {
            int at = t * (inputs + outputs);
            for (int i = 0; i < n; i++) {
                spread[t * inputs + i] = variance(rows, at + i) + RESOLUTION * RESOLUTION;
            }
            spread[t * inputs + n] = OFFSET_WEIGHT;
        }
    }

    private void starts(double[][] rows) {
        for (int i = 0; i < n; i++) {
            startMean[i] = mean(rows, i);
            startVariance[i] = variance(rows, i) + RESOLUTION * RESOLUTION;
        }
    }

    private static double mean(double[][] rows, int at) {
        double sum = 0;
        for (double[] own : rows) {
            sum += own[at];
        }
        return sum / rows.length;
    }

    private static double variance(double[][] rows, int at) {
        double centre = mean(rows, at);
        double sum = 0;
        for (double[] own : rows) {
            sum += (own[at] - centre) * (own[at] - centre);
        }
        return sum / rows.length;
    }

    /** Rows [x_t; 1; e_t], t = 0…T−1, in standard units, where e = y − W₀ [x;1]. */
    double[] rows(Rollout rollout) {
        double[] rows = standardised(rollout);
        double[] residuals = new double[outputs];
        for (int t = 0; t < horizon; t++) {
            for (int j = 0; j < outputs; j++) {
                residuals[j] = residual(rows, t, j);
            }
            System.arraycopy(residuals, 0, rows, t * (inputs + outputs) + inputs, outputs);
        }
        return rows;
    }
}
