package org.waymark.sim;

import org.waymark.lqr.Controller;
import org.waymark.lqr.Policy;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.matrix.Cholesky;

/** Lower Cholesky factors of control covariances; that of a zero covariance (a deterministic law) is zero. */
final class CovarianceFactor {
    private CovarianceFactor() {}

    static TimeVaryingMatrix of(Controller controller) {
        int m = controller.controlSize();
        double[] factors = new double[controller.horizon() * m * m];
        for (int t = 0; t < controller.horizon(); t++) {
            System.arraycopy(
                    factor(controller.covariance(t), m, "covariance[" + t + "]"), 0, factors, t * m * m, m * m);
        }
        return TimeVaryingMatrix.of(controller.horizon(), m, m, factors);
    }

    static TimeVaryingMatrix of(Policy policy) {
        int m = policy.controlSize();
        return TimeVaryingMatrix.of(1, m, m, factor(policy.covariance(), m, "covariance"));
    }

    /** @param covariance [m × m]; overwritten and returned */
    private static double[] factor(double[] covariance, int m, String name) {
        Expect.size(name, m * m, covariance.length);
        for (double value : covariance) {
            if (value != 0) {
                if (!Cholesky.factor(covariance, 0, m)) {
                    throw new IllegalArgumentException(name + ": neither zero nor positive definite");
                }
                break;
            }
        }
        return covariance;
    }
}
