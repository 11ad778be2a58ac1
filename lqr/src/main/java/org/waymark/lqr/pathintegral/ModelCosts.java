package org.waymark.lqr.pathintegral;

import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** What rollouts would have cost in the eyes of a fitted model: the same start and the same deviates, replayed. */
final class ModelCosts {
    private final LinearGaussianModel model;
    private final QuadraticCost cost;
    private final int n;
    private final int m;

    private ModelCosts(LinearGaussianModel model, QuadraticCost cost) {
        this.model = model;
        this.cost = cost;
        this.n = model.stateSize();
        this.m = model.controlSize();
    }

    /**
     * ĉ_t = ½ŷᵀHŷ + gᵀŷ + c along x̂_{t+1} = F_t ŷ_t + f_t, ŷ = [x̂;û], û_t = K_t x̂_t + k_t + L_t z_t, from x̂_0 = x_0.
     *
     * @param deviates z
     * @param cluster named in errors
     */
    static SampledCosts replay(
            LinearGaussianModel model,
            QuadraticCost cost,
            LinearGaussianController controller,
            List<Rollout> rollouts,
            Deviates deviates,
            int cluster) {
        ModelCosts replay = new ModelCosts(model, cost);
        double[][] steps = new double[rollouts.size()][];
        for (int r = 0; r < steps.length; r++) {
            steps[r] = replay.one(controller, rollouts.get(r).states().step(0), deviates, r);
        }
        return SampledCosts.of(steps, "cost replayed in the model", cluster);
    }

    private double[] one(LinearGaussianController controller, double[] start, Deviates deviates, int rollout) {
        int horizon = model.horizon();
        double[] costs = new double[horizon + 1];
        double[] x = start;
        double[] u = new double[m];
        double[] y = new double[n + m];
        for (int t = 0; t < horizon; t++) {
            controller.mean(x, t, u);
            controller.choleskyLower().multiplyAdd(t, deviates.values()[t][rollout], u);
            System.arraycopy(x, 0, y, 0, n);
            System.arraycopy(u, 0, y, n, m);
            costs[t] = cost.constant().get(t, 0) + quadratic(cost.hessian(), cost.gradient(), t, y);
            model.offset().read(t, x);
            model.transition().multiplyAdd(t, y, x);
        }
        costs[horizon] = cost.finalConstant() + quadratic(cost.finalHessian(), cost.finalGradient(), 0, x);
        return costs;
    }

    private static double quadratic(TimeVaryingMatrix hessian, TimeVaryingMatrix gradient, int t, double[] y) {
        double[] product = new double[y.length];
        hessian.multiplyAdd(t, y, product);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (0.5 * product[i] + gradient.get(t, i)) * y[i];
        }
        return sum;
    }
}
