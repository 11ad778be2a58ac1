package org.waymark.lqr.solver;

import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;

/** The expectation of a quadratic cost under Gaussian marginals: E[½yᵀHy + gᵀy + c] = ½tr(HΣ) + ½μᵀHμ + gᵀμ + c. */
public final class ExpectedCost {
    private ExpectedCost() {}

    /**
     * @return [T+1]: one term for each step, the last for the final cost
     * @throws IllegalArgumentException if the cost and the marginals differ in horizon or size
     */
    public static double[] perStep(QuadraticCost cost, TrajectoryDistribution marginals) {
        int horizon = cost.horizon();
        int size = cost.stateSize() + cost.controlSize();
        marginals.mean().requireShape("marginals", horizon, size, 1);
        double[] expected = new double[horizon + 1];
        double[] mean = new double[size];
        double[] covariance = new double[size * size];
        for (int t = 0; t < horizon; t++) {
            marginals.mean().read(t, mean);
            marginals.covariance().read(t, covariance);
            expected[t] = cost.constant().get(t, 0) + expectation(cost.hessian(), cost.gradient(), t, mean, covariance);
        }
        expected[horizon] = cost.finalConstant()
                + expectation(
                        cost.finalHessian(),
                        cost.finalGradient(),
                        0,
                        marginals.finalState().mean(),
                        marginals.finalState().covariance());
        return expected;
    }

    /** Σ of {@link #perStep}. */
    public static double total(QuadraticCost cost, TrajectoryDistribution marginals) {
        double sum = 0;
        for (double term : perStep(cost, marginals)) {
            sum += term;
        }
        return sum;
    }

    private static double expectation(
            TimeVaryingMatrix hessian, TimeVaryingMatrix gradient, int t, double[] mean, double[] covariance) {
        int n = mean.length;
        double quadratic = 0;
        double linear = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                quadratic += hessian.get(t, i, j) * (covariance[i * n + j] + mean[i] * mean[j]);
            }
            linear += gradient.get(t, i) * mean[i];
        }
        return 0.5 * quadratic + linear;
    }
}
