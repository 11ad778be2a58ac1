package org.waymark.sim;

import java.util.random.RandomGenerator;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

/** Controllers for the seven-joint arm that are good for nothing but tests. */
final class ArmLaws {
    private ArmLaws() {}

    /** Random small gains, unit covariance. */
    static LinearGaussianController random(int horizon) {
        RandomGenerator random = new RandomStreams(1).stream("arm law", 0, 0, 0);
        double[] gain = new double[horizon * 7 * 20];
        for (int i = 0; i < gain.length; i++) {
            gain[i] = 0.3 * random.nextGaussian();
        }
        double[] covariance = new double[horizon * 49];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = (i % 49) % 8 == 0 ? 1 : 0;
        }
        return new LinearGaussianController(
                TimeVaryingMatrix.of(horizon, 7, 20, gain),
                TimeVaryingMatrix.zeros(horizon, 7, 1),
                TimeVaryingMatrix.of(horizon, 7, 7, covariance));
    }
}
