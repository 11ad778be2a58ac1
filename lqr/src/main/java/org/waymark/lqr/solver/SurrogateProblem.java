package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addTransposedProduct;
import static org.waymark.lqr.matrix.LowerTriangle.mirror;
import static org.waymark.lqr.matrix.RowKernels.addCombination;
import static org.waymark.lqr.matrix.RowKernels.combine;
import static org.waymark.lqr.matrix.RowKernels.multiply;
import static org.waymark.lqr.matrix.RowKernels.solveTransposedUpper;
import static org.waymark.lqr.matrix.RowKernels.transposedMultiply;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.matrix.Cholesky;

/**
 * min_p E_p[ℓ] + Σ_t λ_t KL(p_t ‖ π_t) + η Σ_t KL(p_t ‖ p̄_t), for one η after another, in one workspace.
 *
 * <p>Its solution is the linear-quadratic regulator for
 *
 * <pre>
 *   (ℓ_t − λ_t log π − η log p̄) / (η + λ_t),   with V_{t+1} scaled by (η + λ_{t+1})/(η + λ_t),
 * </pre>
 *
 * <p>with covariances Q_uu⁻¹, since the entropy of p_t has the weight η + λ_t. Nothing weighs an entropy at the horizon, so that there
 * λ_T may be chosen: with λ_T = λ_{T−1}, V_T = ℓ_f / (η + λ_{T−1}).
 */
final class SurrogateProblem {
    private final int n;
    private final int m;
    private final SurrogateStage[] stages;
    private final SurrogateStage.Reader reader;
    private final RiccatiRecursion riccati;
    private final double[] finalHessian;
    private final double[] finalGradient;
    /** The cost of a stage, or at the horizon, divided by η + λ. */
    private final double[] hessian;

    private final double[] gradient;

    /** [(A+BK)ᵀ | ΔKᵀŪ; (Bk+f)ᵀ | ΔkᵀŪ], (n+1) × (n+m), with Δ = p − p̄. */
    private final double[][] closed;
    /** Σ times the first n rows of {@link #closed}, n × (n+m). */
    private final double[][] product;
    /** [E[x_{t+1}] | Ūᵀ(Δk + ΔK E[x_t])], [n+m]. */
    private final double[] next;
    /** Cov[x_{t+1}], lower triangle. */
    private final double[][] nextCovariance;

    private final double[] finalMean;
    private final double[][] finalCovariance;

    SurrogateProblem(int horizon, int n, int m) {
        this.n = n;
        this.m = m;
        stages = new SurrogateStage[horizon];
        for (int t = 0; t < horizon; t++) {
            stages[t] = new SurrogateStage(n, m);
        }
        reader = new SurrogateStage.Reader(n, m);
        riccati = new RiccatiRecursion(n, m);
        finalHessian = new double[n * n];
        finalGradient = new double[n];
        hessian = new double[(n + m) * (n + m)];
        gradient = new double[n + m];
        closed = new double[n + 1][n + m];
        product = new double[n][n + m];
        next = new double[n + m];
        nextCovariance = SurrogateStage.lowerRows(n);
        finalMean = new double[n];
        finalCovariance = new double[n][n];
    }

    boolean fits(LinearGaussianModel model) {
        return stages.length == model.horizon() && n == model.stateSize() && m == model.controlSize();
    }

    /** Reads the problem; {@code penalty} may be null. Shapes must have been checked. */
    void read(LinearGaussianModel model, QuadraticCost cost, LinearGaussianController anchor, PolicyPenalty penalty) {
        for (int t = 0; t < stages.length; t++) {
            stages[t].readModel(model, t);
            stages[t].readCost(cost, t);
            stages[t].readAnchor(anchor, t, reader);
            if (penalty != null) {
                stages[t].addPenalty(penalty, t, reader);
            }
        }
        cost.finalHessian().read(0, finalHessian);
        cost.finalGradient().read(0, finalGradient);
        readInitialState(model);
    }

    private void readInitialState(LinearGaussianModel model) {
        double[] covariance = model.initialState().covariance();
        SurrogateStage first = stages.length > 0 ? stages[0] : null;
        double[] mean = first == null ? finalMean : first.mean;
        double[][] rows = first == null ? finalCovariance : first.covariance;
        System.arraycopy(model.initialState().mean(), 0, mean, 0, n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(covariance, i * n, rows[i], 0, n);
        }
    }

    /**
     * Writes the controller that is optimal at η.
     *
     * @return −1, or the last t at which Q_uu is not positive definite
     */
    int backward(double eta) {
        int last = stages.length - 1;
        int size = n + m;
        for (int t = last; t >= 0; t--) {
            SurrogateStage stage = stages[t];
            double total = eta + stage.weight;
            if (t == last) {
                combine(1 / total, finalHessian, 0, finalHessian, hessian, n * n);
                combine(1 / total, finalGradient, 0, finalGradient, gradient, n);
                riccati.begin(hessian, 0, gradient, 0);
            } else {
                double laterTotal = eta + stages[t + 1].weight;
                if (laterTotal != total) {
                    riccati.scaleValue(laterTotal / total);
                }
            }
            combine(1 / total, stage.costHessian, eta / total, stage.anchorHessian, hessian, size * size);
            combine(1 / total, stage.costGradient, eta / total, stage.anchorGradient, gradient, size);
            riccati.shift(stage.open[n], 0);
            riccati.assemble(stage.transition, 0, hessian, 0, gradient, 0);
            if (!riccati.eliminate(0, 0)) {
                return t;
            }
            riccati.advance();
            store(stage);
        }
        return -1;
    }

    private void store(SurrogateStage stage) {
        riccati.readControlHessian(stage.precision);
        riccati.readFactor(stage.upper);
        stage.precisionLogDeterminant = Cholesky.logDeterminant(stage.upper, 0, m);
        for (int i = 0; i < m; i++) {
            riccati.readGainRow(i, stage.gain[i]);
            System.arraycopy(stage.input[i], 0, stage.driven[i], 0, n + m);
        }
        solveTransposedUpper(stage.upper, m, stage.driven, n + m);
    }

    /**
     * Propagates the controller of the last backward pass.
     *
     * @return KL(p ‖ p̄) or, if that exceeds {@code limit}, a part of it that does
     */
    double forward(double limit) {
        double total = 0;
        for (int t = 0; t < stages.length && total <= limit; t++) {
            SurrogateStage stage = stages[t];
            transposedMultiply(stage.open, stage.gain, stage.input, closed, n + 1, m, n + m);
            System.arraycopy(closed[n], 0, next, 0, n + m);
            addCombination(stage.mean, closed, next, n, n + m);
            multiply(stage.covariance, closed, product, n, n, n + m);
            stage.kl = Math.max(0, divergence(stage));
            total += stage.kl;
            // Σ' = D + (A+BK) Σ (A+BK)ᵀ + BCBᵀ
            for (int i = 0; i < n; i++) {
                System.arraycopy(stage.noise[i], 0, nextCovariance[i], 0, i + 1);
            }
            addTransposedProduct(closed, product, nextCovariance, n, n);
            addTransposedProduct(stage.driven, stage.driven, nextCovariance, m, n);
            boolean ends = t == stages.length - 1;
            mirror(nextCovariance, ends ? finalCovariance : stages[t + 1].covariance, n);
            System.arraycopy(next, 0, ends ? finalMean : stages[t + 1].mean, 0, n);
        }
        return total;
    }

    /** ½[ log|C̄| + log|C⁻¹| − m + tr(P̄C) + ‖Ūᵀ(Δk + ΔKμ)‖² + tr(ŪᵀΔK Σ ΔKᵀŪ) ]. */
    private double divergence(SurrogateStage stage) {
        double trace = 0;
        double spread = 0;
        double shift = 0;
        for (int j = n; j < n + m; j++) {
            shift += next[j] * next[j];
        }
        for (int i = 0; i < m; i++) {
            double[] row = stage.driven[i];
            for (int j = n; j < n + m; j++) {
                trace += row[j] * row[j];
            }
        }
        for (int i = 0; i < n; i++) {
            double[] a = closed[i];
            double[] b = product[i];
            double sum = 0;
            for (int j = n; j < n + m; j++) {
                sum += a[j] * b[j];
            }
            spread += sum;
        }
        return 0.5 * (stage.anchorLogDeterminant + stage.precisionLogDeterminant - m + trace + shift + spread);
    }

    double[] klPerStep() {
        double[] kl = new double[stages.length];
        for (int t = 0; t < kl.length; t++) {
            kl[t] = stages[t].kl;
        }
        return kl;
    }

    LinearGaussianController controller() {
        int horizon = stages.length;
        TimeVaryingMatrix.Builder gain = new TimeVaryingMatrix.Builder(horizon, m, n);
        TimeVaryingMatrix.Builder offset = new TimeVaryingMatrix.Builder(horizon, m, 1);
        double[] precision = new double[horizon * m * m];
        for (int t = 0; t < horizon; t++) {
            SurrogateStage stage = stages[t];
            for (int i = 0; i < m; i++) {
                gain.setRow(t, i, stage.gain[i]);
                offset.set(t, i, 0, stage.gain[i][n]);
            }
            System.arraycopy(stage.precision, 0, precision, t * m * m, m * m);
        }
        return LinearGaussianController.ofPrecision(
                gain.build(), offset.build(), TimeVaryingMatrix.of(horizon, m, m, precision));
    }

    /** The marginals of {@code controller}, which must be that of the last forward pass. */
    TrajectoryDistribution marginals(LinearGaussianController controller) {
        MarginalsBuilder marginals = new MarginalsBuilder(stages.length, n, m);
        for (int t = 0; t < stages.length; t++) {
            marginals.set(t, stages[t].mean, stages[t].covariance, controller);
        }
        return marginals.build(finalMean, finalCovariance);
    }
}
