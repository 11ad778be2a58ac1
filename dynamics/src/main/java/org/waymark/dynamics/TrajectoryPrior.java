package org.waymark.dynamics;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.matrix.Cholesky;

/**
 * What all rollouts together say of each group of them, see {@link TrajectoryMixture}: units in which every entry of state and control
 * has mean 0 and deviation 1; one regression y = W₀ z + e for all time steps and rollouts, of the controls on z = [x;1] and of the next
 * states on z = [x;1;u]; the variances S₀ of its residuals; the spread V₀,t of the inputs at each time step; mean and variances of x_0.
 */
final class TrajectoryPrior {
    /** Differences below this fraction of an entry's deviation are not told apart. */
    private static final double RESOLUTION = 1e-3;

    private static final double RIDGE = 1e-6;
    /** What the offsets of the regressions count for, in rollouts. */
    private static final double OFFSET_WEIGHT = 1e-2;

    /**
     * One of the two regressions, within a row.
     *
     * @param inputs how many of the row's first numbers it regresses on
     * @param outputs how many it regresses
     * @param at where these begin
     */
    record Part(int inputs, int outputs, int at) {
        /** Adds weight·zzᵀ (lower triangle) and weight·zyᵀ of the row that begins at an element. */
        void addProducts(double[] rows, int row, double weight, double[] gram, double[] cross) {
            for (int i = 0; i < inputs; i++) {
                double wi = weight * rows[row + i];
                if (wi != 0) {
                    for (int j = 0; j <= i; j++) {
                        gram[i * inputs + j] += wi * rows[row + j];
                    }
                    for (int j = 0; j < outputs; j++) {
                        cross[i * outputs + j] += wi * rows[row + at + j];
                    }
                }
            }
        }
    }

    final int horizon;
    /** Numbers in a row [x_t; 1; u_t; y]. */
    final int rowSize;
    /** The actions, and the dynamics. */
    final List<Part> parts;
    /** V₀, [T × inputs], a diagonal each. */
    final double[] spread;
    /** How many inputs the larger regression has. */
    final int inputs;

    final double[] startMean;
    final double[] startVariance;

    private final int n;
    private final int m;
    private final double[] mean;
    private final double[] deviation;
    /** W₀ᵀ of each part, [inputs × outputs]. */
    private final double[][] gain;
    /** S₀ of each part, [outputs]. */
    private final double[][] noise;

    TrajectoryPrior(List<Rollout> rollouts) {
        Rollout first = rollouts.get(0);
        horizon = first.horizon();
        n = first.stateSize();
        m = first.controlSize();
        inputs = n + 1 + m;
        rowSize = inputs + m + n;
        parts = List.of(new Part(n + 1, m, inputs), new Part(inputs, n, inputs + m));
        mean = new double[n + m];
        deviation = new double[n + m];
        gain = new double[parts.size()][];
        noise = new double[parts.size()][];
        spread = new double[horizon * inputs];
        startMean = new double[n];
        startVariance = new double[n];
        scale(Rollouts.transitions(rollouts), rollouts.size() * horizon);
        double[][] rows = rollouts.stream().map(this::standardised).toArray(double[][]::new);
        for (int k = 0; k < gain.length; k++) {
            regress(k, rows);
        }
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < inputs; i++) {
                spread[t * inputs + i] =
                        i == n ? OFFSET_WEIGHT : variance(rows, t * rowSize + i) + RESOLUTION * RESOLUTION;
            }
        }
        for (int i = 0; i < n; i++) {
            startMean[i] = mean(rows, i);
            startVariance[i] = variance(rows, i) + RESOLUTION * RESOLUTION;
        }
    }

    /** S₀ of a part, [outputs]; not to be modified. */
    double[] noise(int part) {
        return noise[part];
    }

    /** Units from rows [x_t; u_t; x_{t+1}]; those of a constant entry do not matter. */
    private void scale(double[] transitions, int count) {
        int size = 2 * n + m;
        double[] rowMean = new double[size];
        double[] rowDeviation = new double[size];
        ColumnMoments.meanAndDeviation(transitions, count, size, rowMean, rowDeviation);
        for (int i = 0; i < n + m; i++) {
            mean[i] = rowMean[i];
            deviation[i] = rowDeviation[i] > 1e-12 * Math.abs(rowMean[i]) ? rowDeviation[i] : 1;
        }
    }

    /** Rows [x_t; 1; u_t; u_t; x_{t+1}] in standard units. */
    private double[] standardised(Rollout rollout) {
        double[] rows = new double[horizon * rowSize];
        for (int t = 0; t < horizon; t++) {
            int row = t * rowSize;
            for (int i = 0; i < n; i++) {
                rows[row + i] = (rollout.states().get(t, i) - mean[i]) / deviation[i];
                rows[row + inputs + m + i] = (rollout.states().get(t + 1, i) - mean[i]) / deviation[i];
            }
            rows[row + n] = 1;
            for (int i = 0; i < m; i++) {
                rows[row + n + 1 + i] = (rollout.controls().get(t, i) - mean[n + i]) / deviation[n + i];
                rows[row + inputs + i] = rows[row + n + 1 + i];
            }
        }
        return rows;
    }

    private void regress(int k, double[][] rows) {
        Part part = parts.get(k);
        double[] gram = new double[part.inputs() * part.inputs()];
        double count = (double) rows.length * horizon;
        gain[k] = new double[part.inputs() * part.outputs()];
        noise[k] = new double[part.outputs()];
        for (double[] own : rows) {
            for (int t = 0; t < horizon; t++) {
                part.addProducts(own, t * rowSize, 1, gram, gain[k]);
            }
        }
        for (int i = 0; i < part.inputs(); i++) {
            gram[i * part.inputs() + i] += RIDGE * count;
        }
        Cholesky.factor(gram, 0, part.inputs());
        Cholesky.solve(gram, 0, part.inputs(), gain[k], 0, part.outputs());
        Arrays.fill(noise[k], RESOLUTION * RESOLUTION);
        for (double[] own : rows) {
            double[] left = own.clone();
            for (int t = 0; t < horizon; t++) {
                subtract(k, left, t * rowSize);
                for (int j = 0; j < part.outputs(); j++) {
                    double e = left[t * rowSize + part.at() + j];
                    noise[k][j] += e * e / count;
                }
            }
        }
    }

    /** y ← y − W₀ z. */
    private void subtract(int k, double[] rows, int row) {
        Part part = parts.get(k);
        for (int i = 0; i < part.inputs(); i++) {
            double z = rows[row + i];
            for (int j = 0; j < part.outputs(); j++) {
                rows[row + part.at() + j] -= gain[k][i * part.outputs() + j] * z;
            }
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

    /** Rows [x_t; 1; u_t; e_t], t = 0…T−1, in standard units, where e is what W₀ leaves over of the controls and the next states. */
    double[] rows(Rollout rollout) {
        double[] rows = standardised(rollout);
        for (int t = 0; t < horizon; t++) {
            for (int k = 0; k < gain.length; k++) {
                subtract(k, rows, t * rowSize);
            }
        }
        return rows;
    }
}
