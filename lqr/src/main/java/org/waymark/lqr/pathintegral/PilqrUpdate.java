package org.waymark.lqr.pathintegral;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.solver.KlUpdate;

/**
 * What {@link Pilqr} found.
 *
 * @param lqr the model-based part: its controller and marginals, KL_t to the previous controller, and the largest η_t as its eta; {@code
 *     NOT_POSITIVE_DEFINITE} if there was none, and PI² had the whole cost
 * @param pi2 the part by path integrals, with the new controller
 * @param steps for the next update: the bounds that were used, and the multipliers found
 * @param unexplained [T]: which share of the cost the model leaves unexplained from each t on, in absolute values; copied in and out
 */
public record PilqrUpdate(KlUpdate lqr, Pi2Update pi2, KlSteps steps, double[] unexplained) {
    public PilqrUpdate {
        unexplained = unexplained.clone();
    }

    /** The new controller. */
    public LinearGaussianController controller() {
        return pi2.controller();
    }

    @Override
    public double[] unexplained() {
        return unexplained.clone();
    }
}
