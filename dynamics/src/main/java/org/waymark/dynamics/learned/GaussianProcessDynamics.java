package org.waymark.dynamics.learned;

import java.util.List;

/**
 * One Gaussian process for each whitened output, with covariance k(z, z′) = σ_f² exp(−½ Σ_i (z_i − z_i′)²/ℓ_i²) + σ_n² δ of the whitened
 * inputs (Rasmussen and Williams 2006, sections 2.2 and 5.1). Immutable and thread-safe.
 */
final class GaussianProcessDynamics extends WhitenedDynamics {
    /** Z, [N × inputs]. */
    final double[] points;
    /** Of each output. */
    final List<GaussianProcess> processes;

    GaussianProcessDynamics(
            ModelSpace space, double[] points, List<GaussianProcess> processes, double typicalDisagreement) {
        super(space, typicalDisagreement);
        this.points = points;
        this.processes = List.copyOf(processes);
    }

    @Override
    public Prediction prediction(int batch) {
        return new GaussianProcessPrediction(this, batch);
    }

    @Override
    public String toString() {
        return "GaussianProcessDynamics[" + points.length / space.inputs + " points, " + space.inputs + " inputs, "
                + space.outputs + " outputs]";
    }
}
