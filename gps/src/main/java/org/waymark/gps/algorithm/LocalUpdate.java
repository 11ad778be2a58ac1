package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.pathintegral.KlSteps;
import org.waymark.lqr.pathintegral.Pi2Update;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.TrajectoryKl;

/**
 * What a local teacher found for one cluster. What it bounds is a divergence over the whole trajectory: that of the new controller from
 * its anchor (LQR), that of the regulator's part (PILQR), or that of the rollouts' weights from uniform ones (PI²).
 *
 * @param controller the new controller
 * @param eta multiplier of the divergence: one for the trajectory (LQR), the largest of those of the steps (PILQR), or the mean
 *     temperature (PI²); cost per nat
 * @param kl the divergence, nats
 * @param klBound its bound, nats
 * @param status how the search for the multiplier ended; with PI², the bound counts as inactive if it is so at any step
 * @param marginals of the controller under the model; empty without one
 * @param klSteps bounds and multipliers of the steps, for the next update (PILQR)
 * @param pathIntegral the part by path integrals (PI², PILQR)
 * @param unexplained which share of the sampled cost the model leaves unexplained, in absolute values (PILQR); else NaN
 */
public record LocalUpdate(
        LinearGaussianController controller,
        double eta,
        double kl,
        double klBound,
        KlUpdate.Status status,
        Optional<TrajectoryDistribution> marginals,
        Optional<KlSteps> klSteps,
        Optional<Pi2Update> pathIntegral,
        double unexplained) {

    /** KL_t(controller ‖ other), [T], nats: under the marginals or, without a model, at the states of the rollouts. */
    double[] divergence(LinearGaussianController other, List<Rollout> rollouts) {
        return marginals
                .map(distribution -> TrajectoryKl.perStep(distribution, controller, other))
                .orElseGet(() -> TrajectoryKl.onRollouts(rollouts, controller, other));
    }
}
