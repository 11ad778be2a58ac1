package org.waymark.lqr.solver;

import java.util.random.RandomGenerator;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

/** A strictly convex problem with affine and cross terms and a final cost, and two controllers. */
record RandomProblem(
        LinearGaussianModel model,
        QuadraticCost cost,
        LinearGaussianController anchor,
        LinearGaussianController policy) {
    static RandomProblem of(long seed, int horizon, int n, int m) {
        RandomGenerator random = new RandomStreams(seed).stream("problem", 0, 0, 0);
        int size = n + m;
        LinearGaussianModel model = new LinearGaussianModel(
                TimeVaryingMatrix.of(horizon, n, size, gaussian(random, horizon * n * size, 0.9 / Math.sqrt(size))),
                TimeVaryingMatrix.ofVectors(horizon, n, gaussian(random, horizon * n, 0.3)),
                positiveDefinite(random, horizon, n, 0.01),
                new Gaussian(
                        gaussian(random, n, 1),
                        positiveDefinite(random, 1, n, 0.1).toArray()));
        QuadraticCost cost = new QuadraticCost(
                positiveDefinite(random, horizon, size, 1),
                TimeVaryingMatrix.ofVectors(horizon, size, gaussian(random, horizon * size, 1)),
                TimeVaryingMatrix.ofVectors(horizon, 1, gaussian(random, horizon, 1)),
                positiveDefinite(random, 1, n, 3),
                TimeVaryingMatrix.ofVectors(1, n, gaussian(random, n, 1)),
                random.nextGaussian());
        return new RandomProblem(model, cost, controller(random, horizon, n, m), controller(random, horizon, n, m));
    }

    static LinearGaussianController controller(RandomGenerator random, int horizon, int n, int m) {
        return new LinearGaussianController(
                TimeVaryingMatrix.of(horizon, m, n, gaussian(random, horizon * m * n, 0.3)),
                TimeVaryingMatrix.ofVectors(horizon, m, gaussian(random, horizon * m, 0.3)),
                positiveDefinite(random, horizon, m, 0.5));
    }

    /** scale · (G Gᵀ / size + ½I), G of standard normal entries: well conditioned. */
    static TimeVaryingMatrix positiveDefinite(RandomGenerator random, int steps, int size, double scale) {
        double[] out = new double[steps * size * size];
        for (int t = 0; t < steps; t++) {
            double[] g = gaussian(random, size * size, 1);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double sum = i == j ? 0.5 : 0;
                    for (int k = 0; k < size; k++) {
                        sum += g[i * size + k] * g[j * size + k] / size;
                    }
                    out[(t * size + i) * size + j] = scale * sum;
                }
            }
        }
        return TimeVaryingMatrix.of(steps, size, size, out);
    }

    static double[] gaussian(RandomGenerator random, int count, double scale) {
        double[] v = new double[count];
        for (int i = 0; i < count; i++) {
            v[i] = scale * random.nextGaussian();
        }
        return v;
    }

    RandomProblem withCost(QuadraticCost other) {
        return new RandomProblem(model, other, anchor, policy);
    }

    /** The same cost with {@code value} added to the diagonal of H in u at step t. */
    RandomProblem withControlCurvature(int t, double value) {
        int size = cost.hessian().rows();
        double[] h = cost.hessian().toArray();
        for (int i = cost.stateSize(); i < size; i++) {
            h[(t * size + i) * size + i] += value;
        }
        return withCost(new QuadraticCost(
                TimeVaryingMatrix.of(cost.horizon(), size, size, h),
                cost.gradient(),
                cost.constant(),
                cost.finalHessian(),
                cost.finalGradient(),
                cost.finalConstant()));
    }

    /** The same dynamics without noise, from a known x_0. */
    LinearGaussianModel noiseless() {
        int n = model.stateSize();
        return new LinearGaussianModel(
                model.transition(),
                model.offset(),
                TimeVaryingMatrix.zeros(model.horizon(), n, n),
                new Gaussian(model.initialState().mean(), new double[n * n]));
    }
}
