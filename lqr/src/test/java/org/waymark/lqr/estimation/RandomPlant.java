package org.waymark.lqr.estimation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

/** A time-varying plant with a sensor, and any controls and measurements of it. */
record RandomPlant(
        LinearGaussianModel model, LinearGaussianSensor sensor, double[][] controls, double[][] measurements) {
    static RandomPlant of(long seed, int horizon, int n, int m, int p) {
        RandomGenerator random = new RandomStreams(seed).stream("plant", 0, 0, 0);
        LinearGaussianModel model = new LinearGaussianModel(
                TimeVaryingMatrix.of(
                        horizon, n, n + m, gaussian(random, horizon * n * (n + m), 0.9 / Math.sqrt(n + m))),
                TimeVaryingMatrix.ofVectors(horizon, n, gaussian(random, horizon * n, 0.3)),
                TimeVaryingMatrix.of(horizon, n, n, covariances(random, horizon, n)),
                new Gaussian(gaussian(random, n, 1), covariances(random, 1, n)));
        LinearGaussianSensor sensor = new LinearGaussianSensor(
                TimeVaryingMatrix.of(horizon + 1, p, n, gaussian(random, (horizon + 1) * p * n, 1)),
                TimeVaryingMatrix.ofVectors(horizon + 1, p, gaussian(random, (horizon + 1) * p, 1)),
                TimeVaryingMatrix.of(horizon + 1, p, p, covariances(random, horizon + 1, p)));
        double[][] controls = new double[horizon][];
        double[][] measurements = new double[horizon + 1][];
        Arrays.setAll(controls, t -> gaussian(random, m, 1));
        Arrays.setAll(measurements, t -> gaussian(random, p, 2));
        return new RandomPlant(model, sensor, controls, measurements);
    }

    /** A_0. */
    double[][] a() {
        int n = model.stateSize();
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            model.transition().readRow(0, i, out[i], n);
        }
        return out;
    }

    /** B_0. */
    double[][] b() {
        int n = model.stateSize();
        double[][] out = new double[n][model.controlSize()];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < out[i].length; j++) {
                out[i][j] = model.transition().get(0, i, n + j);
            }
        }
        return out;
    }

    /** C_0. */
    double[][] c() {
        return KalmanFilterTest.rows(sensor.matrix());
    }

    private static double[] covariances(RandomGenerator random, int steps, int size) {
        double[] out = new double[steps * size * size];
        for (int t = 0; t < steps; t++) {
            double[] g = gaussian(random, size * size, 1);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double sum = i == j ? 0.2 : 0;
                    for (int k = 0; k < size; k++) {
                        sum += g[i * size + k] * g[j * size + k] / size;
                    }
                    out[(t * size + i) * size + j] = sum;
                }
            }
        }
        return out;
    }

    private static double[] gaussian(RandomGenerator random, int count, double scale) {
        double[] v = new double[count];
        Arrays.setAll(v, i -> scale * random.nextGaussian());
        return v;
    }
}
