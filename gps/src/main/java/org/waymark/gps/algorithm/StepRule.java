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
 * J(old, old model) − J(new, new model); the multiplier is scaled by predicted / (2·max(1e-4, predicted − actual)), the minimiser of a
 * model in which the error grows with the square of the step (Levine, Wagener and Abbeel 2015, section IV).
 */
final class StepRule {
    private static final double LEAST_CHANGE = 0.1;
    private static final double GREATEST_CHANGE = 5;
    /** An update that promised less cost is taken back if the cost rose instead, by more than this many standard errors. */
    private static final double REJECTION_SIGNIFICANCE = 10;

    private static final int MOST_REJECTIONS = 2;
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
     * @param state the state to go on from: the given one, or the one before a bad update; its step multipliers are set
     * @param evidence the evidence that belongs to that state
     * @param seen what this iteration's rollouts showed; if there were none, the evidence
     * @param predicted improvement predicted, mean over clusters; NaN in the first iteration
     * @param actual improvement as the new model sees it, likewise
     * @param rejections updates taken back in a row, this one included
     */
    record Verdict(
            State state,
            List<Evidence> evidence,
            List<Evidence> seen,
            double predicted,
            double actual,
            int rejections) {
        boolean rejected() {
            return rejections > 0;
        }
    }

    /** The plant broke down under the last update: that was too large a step, whatever the options say. */
    Verdict breakdown(State state) {
        Attempt attempt = state.attempt()
                .filter(last -> last.rejections() < MOST_BREAKDOWNS)
                .orElseThrow(() -> new IllegalStateException("the simulator breaks down under "
                        + (state.attempt().isEmpty() ? "the initial controllers" : "every update, however small")
                        + ": check its time step, the control limits and initialController"));
        return new Verdict(
                takenBack(state, attempt),
                attempt.evidence(),
                attempt.evidence(),
                Double.NaN,
                Double.NaN,
                attempt.rejections() + 1);
    }

    Verdict judge(State state, List<Evidence> evidence) {
        if (state.attempt().isEmpty()) {
            return new Verdict(state, evidence, evidence, Double.NaN, Double.NaN, 0);
        }
        Attempt attempt = state.attempt().get();
        int clusters = evidence.size();
        double[] predicted = new double[clusters];
        double[] actual = new double[clusters];
        for (int c = 0; c < clusters; c++) {
            ClusterState before = attempt.before().get(c);
            ClusterState now = state.clusters().get(c);
            Evidence then = attempt.evidence().get(c);
            double old = objective(coupling.judged(before, then), before, then);
            predicted[c] = old - objective(now.controller(), before, then);
            actual[c] = old - objective(coupling.judged(now, evidence.get(c)), before, evidence.get(c));
        }
        double meanPredicted = mean(predicted);
        double meanActual = mean(actual);
        if (options.rejectWorse()
                && attempt.rejections() < MOST_REJECTIONS
                && isFarWorse(attempt.evidence(), evidence)) {
            return new Verdict(
                    takenBack(state, attempt),
                    attempt.evidence(),
                    evidence,
                    meanPredicted,
                    meanActual,
                    attempt.rejections() + 1);
        }
        return new Verdict(scaled(state, predicted, actual), evidence, evidence, meanPredicted, meanActual, 0);
    }

    /** J(p, model) = Σ_t E[ℓ_t] + Σ_t λ_t KL_t(p ‖ π̂). */
    private double objective(LinearGaussianController controller, ClusterState cluster, Evidence evidence) {
        TrajectoryDistribution marginals = GaussianForwardPass.propagate(evidence.model(), controller);
        double sum = ExpectedCost.total(evidence.cost(), marginals);
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

    private static boolean isFarWorse(List<Evidence> before, List<Evidence> now) {
        int clusters = now.size();
        double rise = 0;
        double variance = 0;
        for (int c = 0; c < clusters; c++) {
            rise += (now.get(c).meanCost() - before.get(c).meanCost()) / clusters;
            variance += before.get(c).costVarianceOfMean() / ((double) clusters * clusters);
        }
        return rise > REJECTION_SIGNIFICANCE * Math.sqrt(variance);
    }

    private State takenBack(State state, Attempt attempt) {
        List<ClusterState> clusters = new ArrayList<>();
        for (int c = 0; c < attempt.before().size(); c++) {
            ClusterState now = state.clusters().get(c);
            ClusterState before = attempt.before().get(c);
            clusters.add(before.withPriors(now.dynamicsPrior(), now.policyPrior())
                    .withStepMultiplier(before.stepMultiplier() / 2));
        }
        return state.withClusters(clusters).withPolicy(attempt.policyBefore());
    }

    private State scaled(State state, double[] predicted, double[] actual) {
        List<ClusterState> clusters = new ArrayList<>();
        double shared = factor(mean(predicted), mean(actual));
        for (int c = 0; c < predicted.length; c++) {
            ClusterState cluster = state.clusters().get(c);
            double factor = coupling.sharesStep() ? shared : factor(predicted[c], actual[c]);
            double multiplier =
                    clip(factor * cluster.stepMultiplier(), options.minStepMultiplier(), options.maxStepMultiplier());
            clusters.add(cluster.withStepMultiplier(multiplier));
        }
        return state.withClusters(clusters);
    }

    private static double factor(double predicted, double actual) {
        return clip(predicted / (2 * Math.max(1e-4, predicted - actual)), LEAST_CHANGE, GREATEST_CHANGE);
    }

    private static double clip(double value, double least, double greatest) {
        return Math.max(least, Math.min(greatest, value));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
