package org.waymark.gps.actorcritic;

import java.util.Arrays;
import org.waymark.distillation.OptimizerState;

/**
 * Parameters of a network and what Adam remembers of their gradients. Arrays are copied in and out.
 *
 * @param parameters in the order of {@link org.waymark.distillation.BatchNetwork}
 * @param optimizer of as many numbers
 */
public record TrainedNetwork(double[] parameters, OptimizerState optimizer) {
    public TrainedNetwork {
        parameters = parameters.clone();
    }

    /** Nothing learned yet. */
    static TrainedNetwork fresh(double[] parameters) {
        return new TrainedNetwork(parameters, OptimizerState.fresh(parameters.length));
    }

    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainedNetwork n
                && Arrays.equals(parameters, n.parameters)
                && optimizer.equals(n.optimizer);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parameters);
    }
}
