package org.waymark.lqr.solver;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TrajectoryDistribution;

/**
 * What {@link KlConstrainedUpdate} found.
 *
 * @param controller the new controller p
 * @param eta η that made it: the multiplier of KL(p ‖ anchor); the best start for the next update
 * @param kl KL(p ‖ anchor) over the whole trajectory, under the marginals of p, nats
 * @param klPerStep [T], its terms, each ≥ 0; copied in and out
 * @param status how the search ended
 * @param backwardPasses how many Riccati recursions were begun
 * @param raisedEta how many of them met a Q_uu that is not positive definite, so that η had to rise
 * @param marginals of p under the model
 */
public record KlUpdate(
        LinearGaussianController controller,
        double eta,
        double kl,
        double[] klPerStep,
        Status status,
        int backwardPasses,
        int raisedEta,
        TrajectoryDistribution marginals) {
    /** How the search for η ended. */
    public enum Status {
        /** |KL − ε| is within the tolerance. */
        CONVERGED,
        /** KL &lt; ε even at the smallest η there is: the lower limit, or the smallest that keeps every Q_uu positive definite. */
        BOUND_INACTIVE,
        /** The passes were spent before KL came near ε, but KL ≤ ε: the controller is the best feasible one met. */
        BOUND_KEPT,
        /** KL > ε, beyond the tolerance, wherever the search looked. The controller is the one with the smallest KL. */
        BOUND_NOT_MET,
        /** No η makes every Q_uu positive definite. The controller is the anchor. */
        NOT_POSITIVE_DEFINITE
    }

    public KlUpdate {
        klPerStep = klPerStep.clone();
    }

    @Override
    public double[] klPerStep() {
        return klPerStep.clone();
    }
}
