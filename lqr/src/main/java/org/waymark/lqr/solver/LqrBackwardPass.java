package org.waymark.lqr.solver;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * The time-varying linear-quadratic regulator:
 *
 * <pre>
 *   min E[Σ_{t&lt;T} ½y_tᵀH_t y_t + g_tᵀy_t + c_t  +  ½x_TᵀH_f x_T + g_fᵀx_T + c_f],   x_{t+1} ~ N(F_t y_t + f_t, D_t).
 * </pre>
 *
 * <p>For a plain regulator, time-varying or not, with matrices of T steps (see {@link TimeVaryingMatrix#constant(int, double[][])}):
 *
 * <pre>
 *   LqrSolution s = LqrBackwardPass.solve(LinearGaussianModel.noiseless(a, b), QuadraticCost.regulation(q, r, finalWeight));
 *   s.controller().mean(x, t, u);   // u = K_t x + k_t
 * </pre>
 *
 * <p>Its solution does not depend on D (certainty equivalence), its value does. Bertsekas 2017, section 3.1; the recursion is in the
 * package's description.
 */
public final class LqrBackwardPass {
    private final LinearGaussianModel model;
    private final QuadraticCost cost;
    private final int n;
    private final int m;
    private final RiccatiRecursion riccati;
    private final double[] valueHessian;
    private final double[] valueGradient;
    private final double[] valueConstant;

    private LqrBackwardPass(LinearGaussianModel model, QuadraticCost cost) {
        this.model = model;
        this.cost = cost;
        n = model.stateSize();
        m = model.controlSize();
        riccati = new RiccatiRecursion(n, m);
        valueHessian = new double[(model.horizon() + 1) * n * n];
        valueGradient = new double[(model.horizon() + 1) * n];
        valueConstant = new double[model.horizon() + 1];
    }

    /**
     * Solves. A Q_uu that is not positive definite is no error: {@link LqrSolution#failedAt} names its time step.
     *
     * @throws IllegalArgumentException if the model and the cost differ in horizon or size
     * @throws org.waymark.lqr.NonFiniteException naming what holds a NaN or an infinity, its t and its row-major index
     */
    public static LqrSolution solve(LinearGaussianModel model, QuadraticCost cost) {
        Shapes.requireCost(model, cost);
        Shapes.requireFinite(model, cost);
        return new LqrBackwardPass(model, cost).run();
    }

    private LqrSolution run() {
        int horizon = model.horizon();
        double[] gain = new double[horizon * m * n];
        double[] offset = new double[horizon * m];
        double[] precision = new double[horizon * m * m];
        double[] quu = new double[m * m];
        double[] drift = new double[n];
        riccati.begin(cost.finalHessian().step(0), 0, cost.finalGradient().step(0), 0);
        storeValue(horizon, cost.finalConstant());
        for (int t = horizon - 1; t >= 0; t--) {
            model.offset().read(t, drift);
            double constant = valueConstant[t + 1] + cost.constant().get(t, 0) + valueOfDrift(t);
            riccati.shift(drift, 0);
            riccati.assemble(
                    model.transition().step(t),
                    0,
                    cost.hessian().step(t),
                    0,
                    cost.gradient().step(t),
                    0);
            if (!riccati.eliminate(0, 0)) {
                return new LqrSolution(t, null, null, null, null);
            }
            riccati.readGains(gain, t * m * n, offset, t * m);
            riccati.readControlHessian(quu);
            System.arraycopy(quu, 0, precision, t * m * m, m * m);
            // min over u takes ½q_uᵀQ_uu⁻¹q_u away
            constant += 0.5 * riccati.slope();
            riccati.advance();
            storeValue(t, constant);
        }
        return new LqrSolution(
                -1,
                LinearGaussianController.ofPrecision(
                        TimeVaryingMatrix.of(horizon, m, n, gain),
                        TimeVaryingMatrix.ofVectors(horizon, m, offset),
                        TimeVaryingMatrix.of(horizon, m, m, precision)),
                TimeVaryingMatrix.of(horizon + 1, n, n, valueHessian),
                TimeVaryingMatrix.ofVectors(horizon + 1, n, valueGradient),
                TimeVaryingMatrix.ofVectors(horizon + 1, 1, valueConstant));
    }

    /** ½fᵀV'f + v'ᵀf + ½tr(V'D): what V' is at f and what the noise adds. */
    private double valueOfDrift(int t) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double f = model.offset().get(t, i);
            sum += riccati.valueGradient()[i] * f;
            for (int j = 0; j < n; j++) {
                double second = f * model.offset().get(t, j) + model.noise().get(t, i, j);
                sum += 0.5 * valueHessian[((t + 1) * n + i) * n + j] * second;
            }
        }
        return sum;
    }

    private void storeValue(int t, double constant) {
        riccati.readValue(valueHessian, t * n * n);
        System.arraycopy(riccati.valueGradient(), 0, valueGradient, t * n, n);
        valueConstant[t] = constant;
    }
}
