package org.waymark.gps.imagination;

import java.util.random.RandomGenerator;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.PolicyOptions;
import org.waymark.distillation.Whitening;
import org.waymark.sim.SimulatorSpec;

/** The network that learning in imagination begins with. */
public final class FirstPolicy {
    private FirstPolicy() {}

    /**
     * @param lastScale what the weights of the last layer are multiplied by; with 0, means are the middle of the limits
     * @param deviation of each control, as a fraction of its range
     * @param squashed whether means stay between the limits
     * @throws IllegalArgumentException if a control has no limits
     */
    public static NetworkPolicy of(
            SimulatorSpec spec,
            PolicyOptions options,
            Whitening observations,
            double lastScale,
            double deviation,
            boolean squashed,
            RandomGenerator random) {
        int m = spec.controlSize();
        double[] middle = new double[m];
        double[] half = new double[m];
        double[] covariance = new double[m * m];
        for (int j = 0; j < m; j++) {
            middle[j] = 0.5 * (spec.controlLower()[j] + spec.controlUpper()[j]);
            half[j] = 0.5 * (spec.controlUpper()[j] - spec.controlLower()[j]);
            if (!Double.isFinite(half[j])) {
                throw new IllegalArgumentException("task: a policy that learns in imagination explores between the"
                        + " limits of the controls, expected finite ones, found none for control " + j);
            }
            covariance[j * m + j] = Math.pow(2 * deviation * half[j], 2);
        }
        LayerLayout layout = LayerLayout.of(spec.observationSize(), options.hidden(), m);
        return new NetworkPolicy(
                layout.sizes(),
                options.activation(),
                layout.randomParameters(options.activation(), lastScale, random),
                observations,
                new Whitening(middle, half),
                covariance,
                squashed);
    }
}
