package org.waymark.gps.algorithm;

import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.KlConstrainedUpdate;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * The minimum subject to KL(p ‖ anchor) ≤ klStep · multiplier · T, under the model (Levine and Abbeel 2014). Where there is none, the
 * controller stays.
 */
final class LqrTeacher implements LocalTeacher {
    private final AlgorithmOptions options;
    private final KlConstrainedUpdate solver = new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults());

    LqrTeacher(AlgorithmOptions options) {
        this.options = options;
    }

    @Override
    public LocalUpdate improve(LocalProblem problem) {
        LinearGaussianController anchor = problem.anchor();
        LocalModel model = problem.model().orElseThrow();
        double eta = problem.cluster().eta();
        double bound = options.klStep() * problem.cluster().stepMultiplier() * anchor.horizon();
        PolicyPenalty penalty = problem.penalty().orElse(null);
        KlUpdate update = penalty == null
                ? solver.solve(model.dynamics(), model.cost(), anchor, bound, eta)
                : solver.solve(model.dynamics(), model.cost(), anchor, bound, eta, penalty);
        boolean failed = update.status() == KlUpdate.Status.NOT_POSITIVE_DEFINITE;
        // the controller that made the rollouts has worked; its anchor may be a linearisation that has not
        LinearGaussianController controller = failed ? problem.cluster().controller() : update.controller();
        return new LocalUpdate(
                controller,
                update.eta(),
                failed ? Double.NaN : update.kl(),
                bound,
                update.status(),
                Optional.of(failed ? GaussianForwardPass.propagate(model.dynamics(), controller) : update.marginals()),
                Optional.empty(),
                Optional.empty(),
                Double.NaN);
    }
}
