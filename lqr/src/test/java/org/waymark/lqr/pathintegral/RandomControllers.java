package org.waymark.lqr.pathintegral;

import java.util.random.RandomGenerator;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;

/** Controllers with gains, offsets and correlated covariances. */
final class RandomControllers {
    private RandomControllers() {}

    static LinearGaussianController of(int seed, int horizon, int n, int m) {
        RandomGenerator random = Plant.random(seed);
        double[] gain = random.doubles((long) horizon * m * n, -0.5, 0.5).toArray();
        double[] offset = random.doubles((long) horizon * m, -0.5, 0.5).toArray();
        double[] covariance = new double[horizon * m * m];
        for (int t = 0; t < horizon; t++) {
            double[] root = random.doubles((long) m * m, -0.6, 0.6).toArray();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double sum = i == j ? 0.4 : 0;
                    for (int k = 0; k < m; k++) {
                        sum += root[i * m + k] * root[j * m + k];
                    }
                    covariance[(t * m + i) * m + j] = sum;
                }
            }
        }
        return new LinearGaussianController(
                TimeVaryingMatrix.of(horizon, m, n, gain),
                TimeVaryingMatrix.ofVectors(horizon, m, offset),
                TimeVaryingMatrix.of(horizon, m, m, covariance));
    }
}
