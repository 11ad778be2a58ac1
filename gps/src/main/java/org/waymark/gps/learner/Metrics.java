package org.waymark.gps.learner;

import java.util.List;
import java.util.Locale;

/**
 * The numbers of one iteration, as a line of {@code metrics.jsonl}: those that all learners have, or may have. Each learner says itself
 * what its others mean.
 *
 * <p>Every line of a run has the same keys in the same order; null stands for a number that does not exist (yet). What depends on the
 * clock, and nothing else, begins with {@code time/}: all other numbers are the same, to the last bit, in every run with the same
 * configuration and seed.
 */
public final class Metrics {
    /** What has come out so far. */
    public static final List<MetricRow> RESULTS = List.of(
            MetricRow.count("iteration", "", "the iteration that this line is about, from 1"),
            MetricRow.count(
                    "steps/environment", "steps", "control steps taken for training so far; evaluation is not counted"),
            MetricRow.of("cost/mean", "cost", "mean cost of this iteration's rollouts, over all clusters"),
            MetricRow.of(
                    "policy/cost",
                    "cost",
                    "mean cost, without noise, of this iteration's policy from the clusters' starts or, where starts are drawn, from the validation starts"),
            MetricRow.of("policy/success", "fraction", "how many of those rollouts succeeded"),
            MetricRow.count(
                    "policy/bestIteration",
                    "",
                    "the iteration whose policy is the best so far, and would be returned"));

    /** How it was done, and how long it took. */
    public static final List<MetricRow> CONDUCT = List.of(
            MetricRow.of(
                    "rollouts/clipped",
                    "fraction",
                    "controls of this iteration's rollouts that were cut at their limits"),
            MetricRow.count("warnings/count", "", "how many warnings there are"),
            MetricRow.of("time/rollouts", "s", "time of this iteration spent in rollouts for training"),
            MetricRow.of(
                    "time/fit",
                    "s",
                    "time of this iteration spent in fitting dynamics, costs and the policy's linearisation"),
            MetricRow.of("time/improve", "s", "time of this iteration spent in the controllers' updates"),
            MetricRow.of("time/distil", "s", "time of this iteration spent in training the policy"),
            MetricRow.of("time/couple", "s", "time of this iteration spent in the dual step"),
            MetricRow.of("time/evaluate", "s", "time of this iteration spent in rollouts of the policy without noise"),
            MetricRow.of("time/elapsed", "s", "time since the run began, with writing all this down"),
            MetricRow.of(
                    "warnings",
                    "",
                    "what a user should know: a list of objects with kind, cluster, step, value and message, see [troubleshooting](troubleshooting.md)"));

    private Metrics() {}

    /** How a constant is named in metrics: {@code BOUND_NOT_MET} is {@code boundNotMet}. */
    public static String key(Enum<?> constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
