package org.waymark.gps.learner;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of one iteration, as a line of {@code metrics.jsonl}, and the table that says what each means.
 *
 * <p>Every line of a run has the same keys in the same order; null stands for a number that does not exist (yet). What depends on the
 * clock, and nothing else, begins with {@code time/}: all other numbers are the same, to the last bit, in every run with the same
 * configuration and seed.
 */
public final class Metrics {
    private static final String TASK = "TASK";

    /**
     * A row of the table.
     *
     * @param key the name; a trailing N stands for the number of a cluster, from 0, a trailing TASK for the name of a task
     * @param unit of the number
     * @param meaning in a sentence
     */
    public record Row(String key, String unit, String meaning) {
        /** Whether a metric is this one, or one of these. */
        public boolean describes(String metric) {
            if (key.endsWith(TASK)) {
                String family = key.substring(0, key.length() - TASK.length());
                return metric.startsWith(family) && metric.length() > family.length();
            }
            return key.endsWith("N") ? metric.matches(key.substring(0, key.length() - 1) + "\\d+") : metric.equals(key);
        }
    }

    /** Every metric there is. */
    public static final List<Row> TABLE = List.of(
            new Row("iteration", "", "the iteration that this line is about, from 1"),
            new Row("steps/environment", "steps", "control steps taken for training so far; evaluation is not counted"),
            new Row("cost/mean", "cost", "mean cost of this iteration's rollouts, over all clusters"),
            new Row("cost/clusterN", "cost", "mean cost of the cluster's rollouts"),
            new Row(
                    "policy/cost",
                    "cost",
                    "mean cost, without noise, of this iteration's policy from the clusters' starts or, where starts are drawn, from the validation starts"),
            new Row("policy/success", "fraction", "how many of those rollouts succeeded"),
            new Row("policy/bestIteration", "", "the iteration whose policy is the best so far, and would be returned"),
            new Row(
                    "update/predicted",
                    "cost",
                    "improvement that the previous update promised under the models it was made with, mean over clusters"),
            new Row(
                    "update/actual",
                    "cost",
                    "improvement that it brought, as this iteration's models see it or, with pi2, as sampled"),
            new Row("update/rejected", "clusters", "how many clusters' previous updates were taken back"),
            new Row(
                    "kl/clusterN",
                    "nats",
                    "divergence of the new controller from its anchor, over the whole trajectory; with pilqr, of its model-based part; with pi2, of the rollouts' weights from uniform ones; with network teachers, of the old one from the new, mean over the visited states; null where no minimum was found"),
            new Row("klBound/clusterN", "nats", "bound on that divergence"),
            new Row(
                    "eta/clusterN",
                    "cost/nat",
                    "multiplier of the divergence in the cost that the update minimised; with pilqr, the largest of all time steps; with pi2, the mean"),
            new Row(
                    "step/clusterN",
                    "",
                    "factor on klStep in the update of this iteration; with pi2, on pi2.klBound; with pilqr, on both"),
            new Row("lambda/clusterN", "cost/nat", "weight of the divergence from the global policy, mean over time"),
            new Row(
                    "divergence/clusterN",
                    "nats",
                    "with network teachers, mean divergence of the new teacher from what it is to stay near, the others on their states or the global policy"),
            new Row(
                    "surrogate/clusterN",
                    "",
                    "with network teachers, how much the update's objective fell, in standard deviations of the advantages"),
            new Row("halvings/clusterN", "", "with network teachers, how often the step was halved"),
            new Row(
                    "explained/clusterN",
                    "fraction",
                    "with network teachers, share of the variance of the sampled costs to go that the value network predicted"),
            new Row("entropy/clusterN", "nats", "entropy of the new controller, mean over time"),
            new Row(
                    "covariance/least",
                    "fraction",
                    "least standard deviation of the controllers as they were found, over clusters, time and directions, in units of minDeviation"),
            new Row(
                    "covariance/lifted",
                    "steps",
                    "time steps whose covariance was below minDeviation, and raised to it, over all clusters"),
            new Row(
                    "weights/atLower",
                    "steps",
                    "time steps whose weight of the divergence from the policy is at its lower bound, over all clusters"),
            new Row("weights/atUpper", "steps", "the same at its upper bound"),
            new Row(
                    "prices/atBound",
                    "steps",
                    "with badmm, time steps with a price of a control or of a gain at its bound, over all clusters"),
            new Row("status/converged", "clusters", "updates that met their bound"),
            new Row(
                    "status/boundInactive",
                    "clusters",
                    "updates that stayed within their bound without a multiplier; with pi2, at some time step"),
            new Row("status/boundKept", "clusters", "updates that stayed within their bound, but did not come near it"),
            new Row("status/boundNotMet", "clusters", "updates that exceed their bound, for no smaller one was found"),
            new Row(
                    "status/notPositiveDefinite",
                    "clusters",
                    "updates that found no minimum; the controller stays, or pilqr does without its model"),
            new Row("pi2/temperature", "cost", "temperature of the path integrals, mean over time and clusters"),
            new Row(
                    "pi2/effectiveSamples",
                    "rollouts",
                    "1/Σw² of the rollouts' weights w: on how many a time step rests, mean over time and clusters"),
            new Row(
                    "pi2/covariancesKept",
                    "steps",
                    "time steps whose covariance stayed, for the rollouts do not determine one, over all clusters"),
            new Row(
                    "pilqr/unexplained",
                    "fraction",
                    "share of the rollouts' cost that the models leave unexplained, step by step in absolute values, mean over clusters"),
            new Row(
                    "training/lossBefore",
                    "nats",
                    "mean loss of the policy on this iteration's samples, before training"),
            new Row("training/lossAfter", "nats", "the same after training"),
            new Row("training/steps", "steps", "optimiser steps of this iteration"),
            new Row(
                    "model/loss",
                    "",
                    "with a learned model, its mean squared error on the transitions held out, or on all if none are, in units of the targets' variance, mean over members"),
            new Row(
                    "model/beyond",
                    "fraction",
                    "steps of this iteration on which the model it began with disagrees with itself more than five times as much as on 95 % of its own data; empty with a single network, which cannot tell"),
            new Row(
                    "imagined/updates",
                    "steps",
                    "with backprop and me-trpo, steps of the policy in imagination in this iteration"),
            new Row(
                    "imagined/costBefore",
                    "cost",
                    "what imagined rollouts cost before these steps; with me-trpo, without noise, mean over members"),
            new Row("imagined/costAfter", "cost", "the same after the last step that was kept"),
            new Row(
                    "imagined/improving",
                    "fraction",
                    "with me-trpo, members that found the policy cheaper at the last check"),
            new Row(
                    "imagined/kl",
                    "nats",
                    "with me-trpo, divergence of the old policy from the new, mean over the visited states and the steps"),
            new Row(
                    "imagined/gradientNorm",
                    "cost",
                    "with backprop, norm of the gradient in the network's parameters, before clipping, mean over steps"),
            new Row("imagined/gradientsClipped", "fraction", "with backprop, gradients that were shortened"),
            new Row(
                    "imagined/gradientsLost",
                    "steps",
                    "with backprop, gradients that were not finite, and passed over"),
            new Row("episodes/length", "steps", "with dyna-q, steps of this iteration's episodes, mean"),
            new Row("table/states", "", "with dyna-q, how many states it has seen"),
            new Row("rollouts/clusterN", "rollouts", "rollouts that the cluster learns from"),
            new Row(
                    "rollouts/clipped",
                    "fraction",
                    "controls of this iteration's rollouts that were cut at their limits"),
            new Row("clipped/clusterN", "fraction", "the same of the cluster's rollouts"),
            new Row("episodes/count", "episodes", "real episodes of this iteration"),
            new Row("updates/count", "", "updates of actor and critics in this iteration"),
            new Row(
                    "critic/loss",
                    "",
                    "half the mean squared error of the critics' values, mean over the iteration's updates"),
            new Row(
                    "critic/value",
                    "",
                    "return that the critics expect of the actor, of costs as scaled by costScale, mean over the iteration's updates"),
            new Row(
                    "actor/entropy",
                    "nats",
                    "entropy of the actor's actions between −1 and 1, mean over the iteration's updates"),
            new Row("actor/temperature", "1/nat", "what a nat of entropy is worth, in scaled costs"),
            new Row("imagined/length", "steps", "of rollouts in the model"),
            new Row("memory/real", "transitions", "real ones that are remembered"),
            new Row("memory/imagined", "transitions", "imagined ones that are remembered"),
            new Row(
                    "policy/return",
                    "",
                    "of waymark distill, the least of the student's returns over all tasks, by which the best iteration is chosen"),
            new Row(
                    "policy/return/TASK",
                    "",
                    "of waymark distill, the student's return in a task: 1 is as good as the teacher, 0 as bad as doing nothing"),
            new Row(
                    "policy/cost/TASK",
                    "cost",
                    "of waymark distill, the student's cost in a task, without noise, from the starts that policy/cost is judged from"),
            new Row(
                    "loss/before/TASK",
                    "",
                    "of waymark distill, the student's loss on all that the teacher of a task has said, before this iteration's training: 1 is that of the best constant control"),
            new Row("loss/after/TASK", "", "the same after training"),
            new Row("samples/TASK", "samples", "of waymark distill, what the teacher of a task has been asked so far"),
            new Row("warnings/count", "", "how many warnings there are"),
            new Row("time/rollouts", "s", "time of this iteration spent in rollouts for training"),
            new Row(
                    "time/fit",
                    "s",
                    "time of this iteration spent in fitting dynamics, costs and the policy's linearisation"),
            new Row("time/improve", "s", "time of this iteration spent in the controllers' updates"),
            new Row("time/distil", "s", "time of this iteration spent in training the policy"),
            new Row("time/couple", "s", "time of this iteration spent in the dual step"),
            new Row("time/evaluate", "s", "time of this iteration spent in rollouts of the policy without noise"),
            new Row("time/elapsed", "s", "time since the run began, with writing all this down"),
            new Row(
                    "status/clusterN",
                    "",
                    "how the cluster's update ended: converged, boundInactive, boundKept, boundNotMet or notPositiveDefinite, as counted above; with network teachers improved, lineSearchSpent, noGradient, or none if the plant broke down"),
            new Row(
                    "status/model",
                    "",
                    "how the training of the model ended: converged, epochsSpent, solved or diverged"),
            new Row(
                    "status/imagined",
                    "",
                    "how the work in imagination ended: updatesSpent; with me-trpo also membersDisagree, with backprop gradientsLost"),
            new Row(
                    "status/student",
                    "",
                    "of waymark distill, how the training of the student ended: improved, or keptPrevious where its loss rose"),
            new Row(
                    "status/critics",
                    "",
                    "of an actor-critic: random while controls are random, learning, diverged in the iteration that stopped it, stopped after that"),
            new Row(
                    "warnings",
                    "",
                    "what a user should know: a list of objects with kind, cluster, step, value and message, see [troubleshooting](troubleshooting.md)"));

    /** Counts are written as whole numbers. */
    private static final Set<String> COUNTS = Set.of(
            "iteration",
            "steps/environment",
            "policy/bestIteration",
            "update/rejected",
            "covariance/lifted",
            "weights/atLower",
            "weights/atUpper",
            "prices/atBound",
            "pi2/covariancesKept",
            "training/steps",
            "table/states",
            "imagined/updates",
            "episodes/count",
            "updates/count",
            "imagined/length",
            "memory/real",
            "memory/imagined",
            "imagined/gradientsLost",
            "warnings/count");

    private Metrics() {}

    /** The row that describes a metric. */
    public static Optional<Row> row(String metric) {
        return TABLE.stream().filter(row -> row.describes(metric)).findFirst();
    }

    /** The table as Markdown. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| metric | unit | meaning |\n|---|---|---|\n");
        for (Row row : TABLE) {
            text.append("| `" + row.key() + "` | " + row.unit() + " | " + row.meaning() + " |\n");
        }
        return text.toString();
    }

    /** Whether a metric counts something, and is therefore written as a whole number. */
    public static boolean isCount(String metric) {
        return COUNTS.contains(metric)
                || metric.startsWith("status/")
                || metric.startsWith("rollouts/cluster")
                || metric.startsWith("samples/")
                || metric.startsWith("halvings/");
    }

    /** How a constant is named in metrics: {@code BOUND_NOT_MET} is {@code boundNotMet}. */
    public static String key(Enum<?> constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
