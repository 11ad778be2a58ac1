package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.matrix.LowerTriangle;
import org.waymark.lqr.matrix.RowKernels;

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

    private static final int PANEL = 20;

    private final int inputs;
    private final int outputs;
    private final int size;
    private final double[] mean;
    private final double[][] joint;
    private final double[][] deviations;
    private final double[][] factor;
    private final double[] scale;
    private final double[][] whitened;
    private final double[][] residual;
    private final double[] rest;
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
        this.deviations = new double[PANEL][size];
        this.factor = new double[inputs][inputs];
        this.scale = new double[inputs];
        this.whitened = new double[inputs][outputs];
        this.residual = new double[outputs][outputs];
        this.rest = new double[outputs * outputs];
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
        for (int first = 0; first < count; first += PANEL) {
            int width = Math.min(PANEL, count - first);
            for (int b = 0; b < width; b++) {
                double[] deviation = deviations[b];
                int row = at + (first + b) * stride;
                for (int i = 0; i < size; i++) {
                    deviation[i] = rows[row + i] - mean[i];
                }
            }
            LowerTriangle.addTransposedProduct(deviations, deviations, joint, width, size);
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
        RobustCholesky.factor(joint, inputs, factor, scale);
        solveTransposed();
        for (int o = 0; o < outputs; o++) {
            System.arraycopy(joint[inputs + o], inputs, residual[o], 0, o + 1);
        }
        // S = Σ_oo − WᵀW
        LowerTriangle.subtractGram(whitened, residual, inputs, outputs);
        for (int o = 0; o < outputs; o++) {
            for (int p = 0; p <= o; p++) {
                noise[o * outputs + p] = residual[o][p];
                noise[p * outputs + o] = residual[o][p];
            }
        }
        solve();
        for (int o = 0; o < outputs; o++) {
            double sum = mean[inputs + o];
            for (int i = 0; i < inputs; i++) {
                double f = whitened[i][o];
                transition[o * inputs + i] = f;
                sum -= f * mean[i];
            }
            offset[o] = sum;
        }
        floorNoise();
    }

    /** W = U⁻ᵀ Σ_io, with the rows of W negated until all are known. */
    private void solveTransposed() {
        for (int i = 0; i < inputs; i++) {
            double[] row = whitened[i];
            for (int o = 0; o < outputs; o++) {
                row[o] = joint[inputs + o][i];
            }
            RowKernels.addCombination(factor, i, whitened, row, i, outputs);
            RowKernels.scale(-1 / factor[i][i], row, outputs);
        }
    }

    /** Fᵀ = U⁻¹ W, given −W. */
    private void solve() {
        for (int i = inputs - 1; i >= 0; i--) {
            double[] row = whitened[i];
            RowKernels.scale(-1 / factor[i][i], row, outputs);
            for (int k = 0; k < i; k++) {
                RowKernels.add1(whitened[k], factor[k][i], row, outputs);
            }
        }
    }

    /** Makes S positive semidefinite where the subtraction left rounding of either sign; leaves it alone otherwise. */
    private void floorNoise() {
        for (int o = 0; o < outputs; o++) {
            floors[o] = NOISE_FLOOR * joint[inputs + o][inputs + o];
        }
        PositiveDefinite.floor(noise, 0, outputs, floors, rest);
    }
}
