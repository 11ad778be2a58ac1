package org.waymark.lqr;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A Gaussian policy on observations: u ~ N(μ(o), L Lᵀ), the same at every time step. The global network policy is one.
 *
 * <p>Implementations are immutable and may be called by several threads at once.
 */
public interface Policy {
    /**
     * Reads a saved policy, such as the {@code policy/policy.npz} of a run.
     *
     * <p>Who can read it is found among the {@link PolicyReader}s on the class path; that of {@code org.waymark:distillation} reads network
     * policies, in plain Java.
     *
     * @throws IOException if the file cannot be read, or is no policy that one of them knows
     * @throws IllegalStateException if there is no reader at all
     */
    static Policy load(Path file) throws IOException {
        return PolicyFile.load(file);
    }

    int observationSize();

    int controlSize();

    /**
     * Writes μ(o).
     *
     * @param observation [observationSize]; not modified
     * @param control [controlSize]; overwritten
     */
    void mean(double[] observation, double[] control);

    /**
     * What a robot does that is to explore nothing: u = μ(o).
     *
     * @param observation [observationSize]; not modified
     * @param control [controlSize]; overwritten
     */
    default void act(double[] observation, double[] control) {
        mean(observation, control);
    }

    /** The covariance of the controls, [controlSize × controlSize], row-major; a fresh array. All zeros for a deterministic policy. */
    double[] covariance();
}
