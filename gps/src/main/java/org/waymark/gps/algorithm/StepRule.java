package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.solver.ExpectedCost;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.PolicyPenalty;
import org.waymark.lqr.solver.TrajectoryKl;

/**
 * Judges the last update by the new rollouts: sets the next step size, or takes the update back.
 *
 * <p>With J(p, model) the expected cost under a fitted model, predicted = J(old, old model) − J(new, old model) and actual =
 * J(old, old model) − J(new, new model); the multiplier is scaled by predicted / (2·max(1e-4, predicted − actual + z·σ)). With z = 0
 * that is the minimiser of a model in which the error grows with the square of the step (Levine, Wagener and Abbeel 2015, section IV).
 * But the error is itself known to no better than σ, the standard error of the rollouts' mean cost: without it, an improvement smaller
 * than the noise passes for a perfect prediction, and steps grow just when the models have the least to say. That is for {@link
 * Teacher#LQR}; the other teachers' multiplier is 1, and halved for each time in a row that an update is taken back. Without models
 * nothing is predicted, and the actual improvement is the sampled one.
 */
final class StepRule {
    private static final double LEAST_CHANGE = 0.1;
    private static final double GREATEST_CHANGE = 5;
    /** A cluster's own improvement is one noisy number: after it alone, a cautious step at most doubles. */
    private static final double GREATEST_OWN_CHANGE = 2;

    /** An update that promised less cost is taken back if the cost rose instead, by more than this many standard errors. */
    private static final double REJECTION_SIGNIFICANCE = 10;

    private static final int MOST_REJECTIONS = 4;
    private static final int MOST_BREAKDOWNS = 12;

    private final AlgorithmOptions options;
    private final Coupling coupling;

    StepRule(AlgorithmOptions options, Coupling coupling) {
        this.options = options;
        this.coupling = coupling;
    }

    /**
     * The outcome.
     *
     * @param state the state to go on from: the given one, but for clusters whose update was bad; its step multipliers are set
     * @param evidence the evidence that belongs to that state
     * @param seen what this iteration's rollouts showed; if there were none, the evidence
     * @param predicted improvement predicted, mean over clusters; NaN in the first iteration
     * @param actual improvement as the new model sees it, likewise
     * @param rejected how many clusters' updates were taken back
     */
    record Verdict(
            State state, List<Evidence> evidence, List<Evidence> seen, double predicted, double actual, int rejected) {}

    /** The plant broke down under the last update: that was too large a step, whatever the options say. */
    Verdict breakdown(State state) {
        Attempt attempt = state.attempt()
                .filter(last -> last.before().stream().allMatch(cluster -> cluster.rejections() < MOST_BREAKDOWNS))
                .orElseThrow(() -> new IllegalStateException("the simulator breaks down under "
                        + (state.attempt().isEmpty() ? "the initial controllers" : "every update, however small")
                        + ": check its time step, the control limits and initialController"));
        List<ClusterState> clusters = new ArrayList<>();
        for (int c = 0; c < attempt.before().size(); c++) {
            clusters.add(takenBack(attempt, c));
        }
        return new Verdict(
                state.withClusters(clusters).withPolicy(attempt.policyBefore()),
                attempt.evidence(),
                attempt.evidence(),
                Double.NaN,
                Double.NaN,
                clusters.size());
    }

    Verdict judge(State state, List<Evidence> seen) {
        if (state.attempt().isEmpty()) {
            return new Verdict(state, seen, seen, Double.NaN, Double.NaN, 0);
        }
        Attempt attempt = state.attempt().get();
        int count = seen.size();
        double[] predicted = new double[count];
        double[] actual = new double[count];
        boolean[] rejected = rejected(attempt, seen);
        for (int c = 0; c < count; c++) {
            ClusterState before = attempt.before().get(c);
            ClusterState now = state.clusters().get(c);
            Evidence then = attempt.evidence().get(c);
            actual[c] = then.meanCost() - seen.get(c).meanCost();
            if (!options.teacher().needsModel()) {
                predicted[c] = Double.NaN;
                continue;
            }
            double old = objective(coupling.judged(before, then), before, then);
            predicted[c] = old - objective(now.controller(), before, then);
            if (options.stepRule() != StepSizeRule.MONTE_CARLO) {
                actual[c] = old - objective(coupling.judged(now, seen.get(c)), before, seen.get(c));
            }
        }
        double margin = options.stepCaution() * standardError(attempt, seen);
        double shared = sharedMultiplier(state, predicted, actual, rejected, margin);
        List<ClusterState> clusters = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            ClusterState cluster = state.clusters().get(c);
            double own = next(cluster.stepMultiplier(), predicted[c], actual[c] - margin);
            clusters.add(
                    rejected[c]
                            ? takenBack(attempt, c)
                            : cluster.withStepMultiplier(coupling.sharesStep() ? shared : own)
                                    .withRejections(0));
            evidence.add(rejected[c] ? attempt.evidence().get(c) : seen.get(c));
        }
        int bad = count(rejected);
        // where the policy made the rollouts, it is the policy's update that was bad
        boolean policyIsBad = bad > 0 && options.rolloutsBy() == RolloutsBy.POLICY;
        State next = policyIsBad ? state.withPolicy(attempt.policyBefore()) : state;
        return new Verdict(next.withClusters(clusters), evidence, seen, mean(predicted), mean(actual), bad);
    }

    /** σ: of one cluster's sampled improvement, pooled over the clusters, since a handful of rollouts tells little about a variance. */
    private static double standardError(Attempt attempt, List<Evidence> seen) {
        double variance = 0;
        for (int c = 0; c < seen.size(); c++) {
            variance +=
                    attempt.evidence().get(c).costVarianceOfMean() + seen.get(c).costVarianceOfMean();
        }
        return Math.sqrt(variance / seen.size());
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    /** One multiplier for all clusters whose update stands, from their mean improvements. */
    private double sharedMultiplier(
            State state, double[] predicted, double[] actual, boolean[] rejected, double margin) {
        double meanPredicted = 0;
        double meanActual = 0;
        double multiplier = 0;
        int standing = predicted.length - count(rejected);
        for (int c = 0; c < predicted.length; c++) {
            multiplier = Math.max(multiplier, state.clusters().get(c).stepMultiplier());
            if (!rejected[c]) {
                meanPredicted += predicted[c] / standing;
                meanActual += actual[c] / standing;
            }
        }
        return next(multiplier, meanPredicted, meanActual - margin);
    }

    /** The other teachers choose the size of their steps themselves: after an update that stands they have all their freedom again. */
    private double next(double multiplier, double predicted, double actual) {
        return options.teacher() == Teacher.LQR
                ? clip(factor(predicted, actual) * multiplier, options.minStepMultiplier(), options.maxStepMultiplier())
                : 1;
    }

    /** J(p, model) = Σ_t E[ℓ_t] + Σ_t λ_t KL_t(p ‖ π̂). */
    private double objective(LinearGaussianController controller, ClusterState cluster, Evidence evidence) {
        LocalModel model = evidence.model().orElseThrow();
        TrajectoryDistribution marginals = GaussianForwardPass.propagate(model.dynamics(), controller);
        double sum = ExpectedCost.total(coupling.objective(cluster, model.cost()), marginals);
        PolicyPenalty penalty = coupling.penalty(cluster, evidence).orElse(null);
        if (penalty != null) {
            double[] kl = TrajectoryKl.perStep(marginals, controller, penalty.policy());
            TimeVaryingMatrix weights = penalty.weights();
            for (int t = 0; t < kl.length; t++) {
                sum += weights.get(t, 0) * kl[t];
            }
        }
        return sum;
    }

    /** Which clusters cost far more than before their update, beside the spread of the rollouts before it, pooled over all clusters. */
    private boolean[] rejected(Attempt attempt, List<Evidence> now) {
        boolean[] rejected = new boolean[now.size()];
        double variance = attempt.evidence().stream()
                .mapToDouble(Evidence::costVarianceOfMean)
                .average()
                .orElseThrow();
        for (int c = 0; c < rejected.length; c++) {
            double rise = now.get(c).meanCost() - attempt.evidence().get(c).meanCost();
            rejected[c] = options.rejectWorse()
                    && attempt.before().get(c).rejections() < MOST_REJECTIONS
                    && rise > REJECTION_SIGNIFICANCE * Math.sqrt(variance);
        }
        return rejected;
    }

    /** The cluster as it was before its last update, knowing what that was based on, and with half the step. */
    private static ClusterState takenBack(Attempt attempt, int c) {
        ClusterState before = attempt.before().get(c);
        Evidence basis = attempt.evidence().get(c);
        return before.withPriors(basis.dynamicsPrior(), basis.policyPrior())
                .withHalfStep()
                .withRejections(before.rejections() + 1);
    }

    private double factor(double predicted, double actual) {
        if (options.stepRule() == StepSizeRule.CONSTANT) {
            return 1;
        }
        boolean shy = options.stepCaution() > 0 && !coupling.sharesStep();
        return clip(
                predicted / (2 * Math.max(1e-4, predicted - actual)),
                LEAST_CHANGE,
                shy ? GREATEST_OWN_CHANGE : GREATEST_CHANGE);
    }

    private static double clip(double value, double least, double greatest) {
        return Math.max(least, Math.min(greatest, value));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
