package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.pathintegral.KlSteps;
import org.waymark.lqr.pathintegral.Pilqr;
import org.waymark.lqr.pathintegral.PilqrUpdate;
import org.waymark.lqr.solver.GaussianForwardPass;

/** A step of the regulator within KL_t ≤ ε_t, which it adapts itself, then path integrals (Chebotar et al. 2017). */
final class PilqrTeacher implements LocalTeacher {
    private final AlgorithmOptions options;

    PilqrTeacher(AlgorithmOptions options) {
        this.options = options;
    }

    @Override
    public LocalUpdate improve(LocalProblem problem) {
        LinearGaussianController anchor = problem.anchor();
        LocalModel model = problem.model().orElseThrow();
        double multiplier = problem.cluster().stepMultiplier();
        double klStep = options.klStep() * multiplier;
        Pilqr pilqr = new Pilqr(options.pilqr()
                .within(klStep * options.minStepMultiplier(), klStep * options.maxStepMultiplier())
                .withPi2(options.pi2().scaled(multiplier)));
        KlSteps steps = problem.cluster().klSteps().orElseGet(() -> KlSteps.constant(anchor.horizon(), klStep));
        PilqrUpdate update = problem.penalty()
                .map(penalty -> pilqr.update(
                        model.dynamics(), model.cost(), anchor, problem.rollouts(), problem.costs(), steps, penalty))
                .orElseGet(() -> pilqr.update(
                        model.dynamics(), model.cost(), anchor, problem.rollouts(), problem.costs(), steps));
        return new LocalUpdate(
                update.controller(),
                update.lqr().eta(),
                update.lqr().kl(),
                Arrays.stream(update.steps().bounds().toArray()).sum(),
                update.lqr().status(),
                Optional.of(GaussianForwardPass.propagate(model.dynamics(), update.controller())),
                Optional.of(update.steps()),
                Optional.of(update.pi2()),
                update.unexplained()[0]);
    }
}
