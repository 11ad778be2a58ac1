package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The regression of outputs on inputs at one time step, by conditioning the joint Gaussian of z = [input; output]:
 *
 * <pre>
 *   μ = z̄                                                              (the sample mean: the prior does not move it)
 *   Σ = [N Σ̂ + Φ + N m/(N+m)·(z̄ − μ₀)(z̄ − μ₀)ᵀ] / (N + n₀)             (Murphy 2007, equation 245, posterior mode up to its constant)
 *   F = Σ_oi (Σ_ii + r I)⁻¹,   f = μ_o − F μ_i,   S = Σ_oo − F (Σ_ii + r I) Fᵀ
 * </pre>
 *
 * <p>A workspace for one thread: {@link #fit} overwrites the results of the last call.
 */
final class ConditionalFit {
    /** S is kept above this fraction of Σ_oo in every pivot, which is what rounding leaves of an exactly linear relation. */
    private static final double NOISE_FLOOR = 1e-14;

    private final int inputs;
    private final int outputs;
    private final int size;
    private final double[] mean;
    private final double[][] joint;
    private final double[][] deviations;
    private final double[] factor;
    private final double[] scale;
    private final double[] whitened;
    private final double[] residualFactor;
    private final double[] floors;

    /** F, [outputs × inputs]. */
    final double[] transition;
    /** f, [outputs]. */
    final double[] offset;
    /** S, [outputs × outputs], symmetric positive semidefinite. */
    final double[] noise;

    ConditionalFit(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.size = inputs + outputs;
        this.mean = new double[size];
        this.joint = new double[size][size];
        this.deviations = new double[Scatter.WIDTH][size];
        this.factor = new double[inputs * inputs];
        this.scale = new double[inputs];
        this.whitened = new double[inputs * outputs];
        this.residualFactor = new double[outputs * outputs];
        this.floors = new double[outputs];
        this.transition = new double[outputs * inputs];
        this.offset = new double[outputs];
        this.noise = new double[outputs * outputs];
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /**
     * @param rows row n of the sample begins at element {@code at + n·stride}; not modified
     * @param count N, ≥ 1
     * @param prior or null for none
     */
    void fit(double[] rows, int at, int stride, int count, NormalInverseWishart prior, Regularizer regularizer, int t) {
        averageRows(rows, at, stride, count);
        sumOuterProducts(rows, at, stride, count);
        if (prior == null) {
            scaleJoint(1.0 / count);
        } else {
            addPrior(prior, count);
            scaleJoint(1 / (count + prior.covarianceWeight));
        }
        regularizer.apply(joint, inputs, t);
        condition();
    }

    /** The mean in two passes: exact for a column that never varies, whatever its size. */
    private void averageRows(double[] rows, int at, int stride, int count) {
        Arrays.fill(mean, 0);
        for (int n = 0; n < count; n++) {
            int row = at + n * stride;
            for (int i = 0; i < size; i++) {
                mean[i] += rows[row + i];
            }
        }
        double[] correction = deviations[0];
        Arrays.fill(correction, 0);
        for (int i = 0; i < size; i++) {
            mean[i] /= count;
        }
        for (int n = 0; n < count; n++) {
            int row = at + n * stride;
            for (int i = 0; i < size; i++) {
                correction[i] += rows[row + i] - mean[i];
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] += correction[i] / count;
        }
    }

    private void sumOuterProducts(double[] rows, int at, int stride, int count) {
        for (double[] row : joint) {
            Arrays.fill(row, 0);
        }
        for (int first = 0; first < count; first += Scatter.WIDTH) {
            for (int b = 0; b < Scatter.WIDTH; b++) {
                double[] deviation = deviations[b];
                if (first + b < count) {
                    int row = at + (first + b) * stride;
                    for (int i = 0; i < size; i++) {
                        deviation[i] = rows[row + i] - mean[i];
                    }
                } else {
                    Arrays.fill(deviation, 0);
                }
            }
            Scatter.add(joint, size, deviations[0], deviations[1], deviations[2], deviations[3]);
        }
    }

    private void addPrior(NormalInverseWishart prior, int count) {
        double weight = count * prior.meanWeight / (count + prior.meanWeight);
        double[] difference = deviations[0];
        for (int i = 0; i < size; i++) {
            difference[i] = mean[i] - prior.mean[i];
        }
        for (int i = 0; i < size; i++) {
            double[] row = joint[i];
            double[] phi = prior.scale[i];
            double wi = weight * difference[i];
            for (int j = 0; j <= i; j++) {
                row[j] += phi[j] + wi * difference[j];
            }
        }
    }

    private void scaleJoint(double factorOfAll) {
        for (int i = 0; i < size; i++) {
            double[] row = joint[i];
            for (int j = 0; j <= i; j++) {
                row[j] *= factorOfAll;
            }
        }
    }

    private void condition() {
        RobustCholesky.factor(joint, inputs, factor, 0, scale);
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                whitened[i * outputs + o] = joint[inputs + o][i];
            }
        }
        // W = L⁻¹ Σ_io, S = Σ_oo − Wᵀ W
        Cholesky.solveLower(factor, 0, inputs, whitened, 0, outputs);
        for (int o = 0; o < outputs; o++) {
            System.arraycopy(joint[inputs + o], inputs, noise, o * outputs, o + 1);
        }
        for (int i = 0; i < inputs; i++) {
            int row = i * outputs;
            for (int o = 0; o < outputs; o++) {
                double wo = whitened[row + o];
                int target = o * outputs;
                for (int p = 0; p <= o; p++) {
                    noise[target + p] -= wo * whitened[row + p];
                }
            }
        }
        // Fᵀ = L⁻ᵀ W
        Cholesky.solveUpper(factor, 0, inputs, whitened, 0, outputs);
        for (int o = 0; o < outputs; o++) {
            double sum = mean[inputs + o];
            for (int i = 0; i < inputs; i++) {
                double f = whitened[i * outputs + o];
                transition[o * inputs + i] = f;
                sum -= f * mean[i];
            }
            offset[o] = sum;
        }
        floorNoise();
    }

    /** Makes S positive semidefinite where the subtraction left rounding of either sign; leaves it alone otherwise. */
    private void floorNoise() {
        for (int o = 0; o < outputs; o++) {
            floors[o] = NOISE_FLOOR * joint[inputs + o][inputs + o];
        }
        PositiveDefinite.floor(noise, 0, outputs, floors, residualFactor);
    }
}
