package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.Optional;
import org.waymark.lqr.pathintegral.Pi2;
import org.waymark.lqr.pathintegral.Pi2Update;
import org.waymark.lqr.solver.KlUpdate;

/**
 * The rollouts, seen as deviations from the anchor, weighted by how little they cost: KL(weights ‖ uniform) ≤ klBound · multiplier at
 * each step. With mirror descent that is path integral guided policy search (Chebotar et al. 2017).
 */
final class Pi2Teacher implements LocalTeacher {
    private final AlgorithmOptions options;

    Pi2Teacher(AlgorithmOptions options) {
        this.options = options;
    }

    @Override
    public LocalUpdate improve(LocalProblem problem) {
        Pi2.Options scaled = options.pi2().scaled(problem.cluster().stepMultiplier());
        Pi2 pi2 = new Pi2(scaled);
        Pi2Update update = problem.penalty()
                .map(penalty -> pi2.update(problem.anchor(), problem.rollouts(), problem.costs(), penalty))
                .orElseGet(() -> pi2.update(problem.anchor(), problem.rollouts(), problem.costs()));
        return new LocalUpdate(
                update.controller(),
                Arrays.stream(update.temperatures()).average().orElseThrow(),
                Arrays.stream(update.divergences()).sum(),
                scaled.klBound() * problem.anchor().horizon(),
                update.boundsInactive() > 0 ? KlUpdate.Status.BOUND_INACTIVE : KlUpdate.Status.CONVERGED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(update),
                Double.NaN);
    }
}
