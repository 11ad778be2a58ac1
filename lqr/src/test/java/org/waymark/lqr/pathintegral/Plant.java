package org.waymark.lqr.pathintegral;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** A noiseless linear plant x' = Ax + Bu from a fixed x_0, and rollouts on it. */
record Plant(double[][] a, double[][] b, double[] start, int horizon) {

    /** Point masses that are pushed: state [positions; velocities], time step 0.1. */
    static Plant pointMass(int dimensions, int horizon, double[] start) {
        int n = 2 * dimensions;
        double[][] a = new double[n][n];
        double[][] b = new double[n][dimensions];
        for (int i = 0; i < dimensions; i++) {
            a[i][i] = 1;
            a[i][dimensions + i] = 0.1;
            a[dimensions + i][dimensions + i] = 1;
            b[i][i] = 0.005;
            b[dimensions + i][i] = 0.1;
        }
        return new Plant(a, b, start, horizon);
    }

    int n() {
        return start.length;
    }

    int m() {
        return b[0].length;
    }

    static RandomGenerator random(int seed) {
        return new RandomStreams(seed).stream("rollouts", 0, 0, 0);
    }

    LinearGaussianController controller(double variance) {
        double[] covariance = new double[horizon * m() * m()];
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < m(); i++) {
                covariance[(t * m() + i) * m() + i] = variance;
            }
        }
        return new LinearGaussianController(
                TimeVaryingMatrix.zeros(horizon, m(), n()),
                TimeVaryingMatrix.zeros(horizon, m(), 1),
                TimeVaryingMatrix.of(horizon, m(), m(), covariance));
    }

    /** The exact model. */
    LinearGaussianModel model() {
        double[] transition = new double[horizon * n() * (n() + m())];
        int at = 0;
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < n(); i++) {
                System.arraycopy(a[i], 0, transition, at, n());
                System.arraycopy(b[i], 0, transition, at + n(), m());
                at += n() + m();
            }
        }
        double[] spread = new double[n() * n()];
        for (int i = 0; i < n(); i++) {
            spread[i * n() + i] = 1e-12;
        }
        return new LinearGaussianModel(
                TimeVaryingMatrix.of(horizon, n(), n() + m(), transition),
                TimeVaryingMatrix.zeros(horizon, n(), 1),
                TimeVaryingMatrix.zeros(horizon, n(), n()),
                new Gaussian(start, spread));
    }

    List<Rollout> rollouts(LinearGaussianController controller, int count, RandomGenerator random) {
        return rollouts(controller, count, random, Double.POSITIVE_INFINITY);
    }

    /** @param limit the controls are cut at ±limit */
    List<Rollout> rollouts(LinearGaussianController controller, int count, RandomGenerator random, double limit) {
        List<Rollout> rollouts = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double[] noise = new double[horizon * m()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextGaussian();
            }
            rollouts.add(rollout(controller, noise, limit));
        }
        return rollouts;
    }

    /** The cost of the controller without noise. */
    double cost(LinearGaussianController controller, Cost cost) {
        return rollout(controller, new double[horizon * m()], Double.POSITIVE_INFINITY)
                .cost(cost);
    }

    private Rollout rollout(LinearGaussianController controller, double[] noise, double limit) {
        double[] states = new double[(horizon + 1) * n()];
        double[] controls = new double[horizon * m()];
        double[] x = start.clone();
        double[] u = new double[m()];
        int clipped = 0;
        System.arraycopy(x, 0, states, 0, n());
        for (int t = 0; t < horizon; t++) {
            controller.mean(x, t, u);
            for (int i = 0; i < m(); i++) {
                for (int j = 0; j <= i; j++) {
                    u[i] += controller.choleskyLower().get(t, i, j) * noise[t * m() + j];
                }
                double cut = Math.max(-limit, Math.min(limit, u[i]));
                clipped += cut == u[i] ? 0 : 1;
                u[i] = cut;
            }
            System.arraycopy(u, 0, controls, t * m(), m());
            x = next(x, u);
            System.arraycopy(x, 0, states, (t + 1) * n(), n());
        }
        return new Rollout(
                TimeVaryingMatrix.ofVectors(horizon + 1, n(), states),
                TimeVaryingMatrix.ofVectors(horizon, m(), controls),
                TimeVaryingMatrix.ofVectors(horizon + 1, n(), states),
                TimeVaryingMatrix.ofVectors(horizon, m(), noise),
                clipped);
    }

    private double[] next(double[] x, double[] u) {
        double[] next = new double[n()];
        for (int i = 0; i < n(); i++) {
            for (int j = 0; j < n(); j++) {
                next[i] += a[i][j] * x[j];
            }
            for (int j = 0; j < m(); j++) {
                next[i] += b[i][j] * u[j];
            }
        }
        return next;
    }
}
