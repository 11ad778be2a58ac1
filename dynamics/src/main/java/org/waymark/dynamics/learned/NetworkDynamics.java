package org.waymark.dynamics.learned;

import java.util.List;
import org.waymark.distillation.Activation;
import org.waymark.distillation.BatchNetwork;

/**
 * One network, or an ensemble of networks, that predicts the whitened outputs of a {@link ModelSpace} and perhaps their log-variances.
 * Immutable and thread-safe.
 *
 * <p>Parameters of a member are those of a {@link BatchNetwork}, then, if it gives variances, ℓmax [outputs] and ℓmin [outputs].
 */
final class NetworkDynamics extends WhitenedDynamics {
    final int[] hidden;
    final Activation activation;
    final boolean probabilistic;
    final List<double[]> parameters;
    private final int[] elites;

    NetworkDynamics(
            ModelSpace space,
            int[] hidden,
            Activation activation,
            boolean probabilistic,
            List<double[]> parameters,
            int[] elites,
            double typicalDisagreement) {
        super(space, typicalDisagreement);
        this.hidden = hidden;
        this.activation = activation;
        this.probabilistic = probabilistic;
        this.parameters = List.copyOf(parameters);
        this.elites = elites.clone();
    }

    NetworkDynamics withTypicalDisagreement(double value) {
        return new NetworkDynamics(space, hidden, activation, probabilistic, parameters, elites, value);
    }

    /** A workspace for networks of this shape. */
    static BatchNetwork network(
            ModelSpace space, int[] hidden, Activation activation, boolean probabilistic, int batch) {
        int[] sizes = new int[hidden.length + 2];
        sizes[0] = space.inputs;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = space.outputs * (probabilistic ? 2 : 1);
        return new BatchNetwork(sizes, activation, batch);
    }

    BatchNetwork network(int batch) {
        return network(space, hidden, activation, probabilistic, batch);
    }

    @Override
    public int members() {
        return parameters.size();
    }

    @Override
    public int[] elites() {
        return elites.clone();
    }

    @Override
    public boolean tellsDisagreement() {
        return members() > 1;
    }

    @Override
    public boolean isProbabilistic() {
        return probabilistic;
    }

    @Override
    public Prediction prediction(int batch) {
        return new NetworkPrediction(this, batch);
    }

    @Override
    public String toString() {
        return "NetworkDynamics[" + members() + " networks of " + space.inputs + " inputs and " + space.outputs
                + " outputs]";
    }
}
