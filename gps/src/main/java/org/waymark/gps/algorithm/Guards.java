package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainingReport;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.KlUpdate;

/** Looks over an iteration for what a user should know. */
final class Guards {
    /** From this share on, of controls or of time steps, it is worth a warning. */
    private static final double LARGE_SHARE = 0.2;

    /** Cost per nat: a healthy multiplier is of the size of the cost that a nat still buys, and falls. */
    private static final double LARGE_ETA = 1e3;

    /** A controller that comes to its floor little by little does as it should; one that falls this far below it collapses. */
    private static final double COLLAPSE = 0.1;

    private final AlgorithmOptions options;
    private final Optional<MultiplierBounds> bounds;
    private final List<Warning> warnings = new ArrayList<>();

    private Guards(AlgorithmOptions options, Optional<MultiplierBounds> bounds) {
        this.options = options;
        this.bounds = bounds;
    }

    /**
     * All warnings of an iteration, cluster by cluster.
     *
     * @param options of the run
     * @param bounds of the multipliers, if there are any
     * @param brokeDown whether the plant did, so that there are no rollouts
     * @param basis what the iteration began with
     * @param progress where it ended
     */
    static List<Warning> inspect(
            AlgorithmOptions options,
            Optional<MultiplierBounds> bounds,
            boolean brokeDown,
            StepRule.Verdict basis,
            Progress progress) {
        Guards guards = new Guards(options, bounds);
        if (brokeDown) {
            guards.warnings.add(Warning.of(Warning.Kind.PLANT_BROKE_DOWN));
        }
        for (int c = 0; c < progress.updates().size(); c++) {
            if (!brokeDown) {
                guards.lastUpdate(c, basis.state().clusters().get(c));
                guards.rollouts(c, basis.seen().get(c).rollouts());
            }
            guards.update(c, progress.updates().get(c));
            guards.eta(c, progress.updates().get(c));
            guards.multipliers(c, progress.clusters().get(c).multipliers());
        }
        boolean learntNothing = progress.policy()
                .filter(trained -> trained.report().status() == TrainingReport.Status.KEPT_PREVIOUS)
                .isPresent();
        if (learntNothing) {
            guards.warnings.add(Warning.of(Warning.Kind.TRAINING_WITHOUT_GAIN));
        }
        return guards.warnings;
    }

    private void lastUpdate(int c, ClusterState basis) {
        if (basis.rejections() > 0) {
            warnings.add(Warning.of(Warning.Kind.UPDATE_TAKEN_BACK, c, basis.rejections()));
        }
    }

    private void rollouts(int c, List<Rollout> rollouts) {
        double fraction = Rollout.clippedFraction(rollouts);
        if (fraction > LARGE_SHARE) {
            warnings.add(Warning.of(Warning.Kind.CONTROLS_CLIPPED, c, fraction));
        }
    }

    private void update(int c, LocalUpdate update) {
        if (update.status() == KlUpdate.Status.BOUND_NOT_MET) {
            double ratio = update.klSteps().isPresent() ? Double.NaN : update.kl() / update.klBound();
            warnings.add(Warning.of(Warning.Kind.BOUND_NOT_MET, c, ratio));
        }
        if (update.status() == KlUpdate.Status.NOT_POSITIVE_DEFINITE) {
            warnings.add(Warning.of(Warning.Kind.NO_MINIMUM, c, Double.NaN));
        }
        if (update.lifted() > 0 && update.leastDeviation() < COLLAPSE * options.minDeviation()) {
            double fraction = (double) update.lifted() / update.controller().horizon();
            warnings.add(Warning.of(Warning.Kind.EXPLORATION_LOST, c, fraction));
        }
    }

    /** Where each step has a multiplier of its own, the largest is told with its step. */
    private void eta(int c, LocalUpdate update) {
        double[] steps = update.klSteps()
                .map(own -> own.multipliers().toArray())
                .or(() -> update.pathIntegral().map(own -> own.temperatures()))
                .orElse(new double[0]);
        if (steps.length == 0 && update.eta() > LARGE_ETA) {
            warnings.add(Warning.of(Warning.Kind.LARGE_ETA, c, update.eta()));
        }
        int largest = 0;
        for (int t = 0; t < steps.length; t++) {
            largest = steps[t] > steps[largest] ? t : largest;
        }
        if (steps.length > 0 && steps[largest] > LARGE_ETA) {
            warnings.add(Warning.of(Warning.Kind.LARGE_ETA, c, largest, steps[largest]));
        }
    }

    private void multipliers(int c, Multipliers multipliers) {
        TimeVaryingMatrix weight = multipliers.weight();
        AtBounds at = bounds.map(b -> b.count(multipliers)).orElse(AtBounds.NONE);
        warnOfShare(Warning.Kind.WEIGHT_AT_BOUND, c, (double) at.highWeights() / weight.steps());
        warnOfShare(Warning.Kind.PRICE_AT_BOUND, c, (double) at.prices() / weight.steps());
    }

    private void warnOfShare(Warning.Kind kind, int c, double share) {
        if (share > LARGE_SHARE) {
            warnings.add(Warning.of(kind, c, share));
        }
    }
}
