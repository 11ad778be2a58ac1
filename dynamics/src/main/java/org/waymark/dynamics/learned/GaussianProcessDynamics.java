package org.waymark.dynamics.learned;

import java.util.List;

/**
 * One Gaussian process for each whitened output, with covariance k(z, z′) = σ_f² exp(−½ Σ_i (z_i − z_i′)²/ℓ_i²) + σ_n² δ of the whitened
 * inputs (Rasmussen and Williams 2006, sections 2.2 and 5.1). Immutable and thread-safe.
 */
final class GaussianProcessDynamics implements LearnedDynamics {
    final ModelSpace space;
    /** Z, [N × inputs]. */
    final double[] points;
    /** Of each output. */
    final List<GaussianProcess> processes;

    final double typicalDisagreement;

    GaussianProcessDynamics(
            ModelSpace space, double[] points, List<GaussianProcess> processes, double typicalDisagreement) {
        this.space = space;
        this.points = points;
        this.processes = List.copyOf(processes);
        this.typicalDisagreement = typicalDisagreement;
    }

    @Override
    public int stateSize() {
        return space.n;
    }

    @Override
    public int controlSize() {
        return space.m;
    }

    @Override
    public int members() {
        return 1;
    }

    @Override
    public int[] elites() {
        return new int[1];
    }

    @Override
    public boolean predictsCost() {
        return space.cost;
    }

    @Override
    public boolean isProbabilistic() {
        return true;
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
