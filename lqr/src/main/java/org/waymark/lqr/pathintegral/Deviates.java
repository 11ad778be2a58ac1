package org.waymark.lqr.pathintegral;

import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.matrix.Cholesky;

/**
 * How far the controls of rollouts lie from a controller's mean, standardised: z with u = Kx + k + Lz, C = LLᵀ.
 *
 * @param values [T][N][m]
 */
record Deviates(double[][][] values) {
    /**
     * @throws IllegalArgumentException if there are fewer than two rollouts, or one has other sizes than the controller
     */
    static Deviates of(LinearGaussianController controller, List<Rollout> rollouts, Pi2.Controls controls) {
        if (rollouts.size() < 2) {
            throw new IllegalArgumentException(
                    "rollouts: expected at least 2 rollouts to compare, found " + rollouts.size());
        }
        int horizon = controller.horizon();
        int m = controller.controlSize();
        double[][][] values = new double[horizon][rollouts.size()][m];
        double[] x = new double[controller.stateSize()];
        double[] mean = new double[m];
        for (int n = 0; n < rollouts.size(); n++) {
            Rollout rollout = rollouts.get(n);
            rollout.states().requireShape("states of rollout " + n, horizon + 1, x.length, 1);
            rollout.controls().requireShape("controls of rollout " + n, horizon, m, 1);
            for (int t = 0; t < horizon; t++) {
                double[] z = values[t][n];
                if (controls == Pi2.Controls.SAMPLED) {
                    rollout.noise().read(t, z);
                    continue;
                }
                rollout.states().read(t, x);
                controller.mean(x, t, mean);
                for (int i = 0; i < m; i++) {
                    z[i] = rollout.controls().get(t, i) - mean[i];
                }
                Cholesky.solveLower(controller.choleskyLower().step(t), 0, m, z, 0, 1);
            }
        }
        return new Deviates(values);
    }
}
