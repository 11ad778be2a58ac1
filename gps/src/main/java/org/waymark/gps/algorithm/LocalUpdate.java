package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.pathintegral.KlSteps;
import org.waymark.lqr.pathintegral.Pi2Update;
import org.waymark.lqr.solver.CovarianceFloor;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.TrajectoryKl;

/**
 * What a local teacher found for one cluster. What it bounds is a divergence over the whole trajectory: that of the new controller from
 * its anchor (LQR), that of the regulator's part (PILQR), or that of the rollouts' weights from uniform ones (PI²); all of it as found,
 * before covariances were lifted.
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
 * @param lifted at how many time steps the covariance was below its floor, and raised to it
 * @param leastDeviation least standard deviation that was found, over time and directions, in units of {@link
 *     AlgorithmOptions#minDeviation()}; NaN before it was looked at
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
        double unexplained,
        int lifted,
        double leastDeviation) {
    /** As a teacher finds it. */
    LocalUpdate(
            LinearGaussianController controller,
            double eta,
            double kl,
            double klBound,
            KlUpdate.Status status,
            Optional<TrajectoryDistribution> marginals,
            Optional<KlSteps> klSteps,
            Optional<Pi2Update> pathIntegral,
            double unexplained) {
        this(controller, eta, kl, klBound, status, marginals, klSteps, pathIntegral, unexplained, 0, Double.NaN);
    }

    /**
     * With covariances that are nowhere below a floor.
     *
     * @param model of the marginals; empty without one
     */
    LocalUpdate lifted(CovarianceFloor floor, Optional<LocalModel> model) {
        CovarianceFloor.Result result = floor.lift(controller);
        return new LocalUpdate(
                result.controller(),
                eta,
                kl,
                klBound,
                status,
                result.lifted() == 0
                        ? marginals
                        : model.map(m -> GaussianForwardPass.propagate(m.dynamics(), result.controller())),
                klSteps,
                pathIntegral,
                unexplained,
                result.lifted(),
                result.least());
    }

    /** KL_t(controller ‖ other), [T], nats: under the marginals or, without a model, at the states of the rollouts. */
    double[] divergence(LinearGaussianController other, List<Rollout> rollouts) {
        return marginals
                .map(distribution -> TrajectoryKl.perStep(distribution, controller, other))
                .orElseGet(() -> TrajectoryKl.onRollouts(rollouts, controller, other));
    }
}
