package org.waymark.gps.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.waymark.distillation.TrainingReport;
import org.waymark.gps.algorithm.ClusterState;
import org.waymark.gps.algorithm.Iteration;
import org.waymark.gps.algorithm.LocalUpdate;
import org.waymark.gps.algorithm.Warning;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.Pi2Update;
import org.waymark.lqr.solver.KlUpdate;

/**
 * The numbers of one iteration, as a line of {@code metrics.jsonl}, and the table that says what each means.
 *
 * <p>Every line of a run has the same keys in the same order; null stands for a number that does not exist (yet). What depends on the
 * clock, and nothing else, begins with {@code time/}: all other numbers are the same, to the last bit, in every run with the same
 * configuration and seed.
 */
public final class Metrics {
    /**
     * A row of the table.
     *
     * @param key the name; a trailing N stands for the number of a cluster, from 0
     * @param unit of the number
     * @param meaning in a sentence
     */
    public record Row(String key, String unit, String meaning) {
        boolean describes(String metric) {
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
                    "divergence of the new controller from its anchor, over the whole trajectory; with pilqr, of its model-based part; with pi2, of the rollouts' weights from uniform ones; null where no minimum was found"),
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
            new Row("rollouts/clusterN", "rollouts", "rollouts that the cluster learns from"),
            new Row(
                    "rollouts/clipped",
                    "fraction",
                    "controls of this iteration's rollouts that were cut at their limits"),
            new Row("clipped/clusterN", "fraction", "the same of the cluster's rollouts"),
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
                    "how the cluster's update ended: converged, boundInactive, boundKept, boundNotMet or notPositiveDefinite, as counted above"),
            new Row(
                    "warnings",
                    "",
                    "what a user should know: a list of objects with kind, cluster, step, value and message, see [troubleshooting](troubleshooting.md)"));

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

    /** The numbers of an iteration, but for the times. */
    static Map<String, Double> of(Iteration done) {
        Map<String, Double> line = new LinkedHashMap<>();
        int clusters = done.evidence().size();
        line.put("iteration", (double) done.state().iteration());
        line.put("steps/environment", (double) done.state().environmentSteps());
        line.put("cost/mean", done.meanCost());
        for (int c = 0; c < clusters; c++) {
            line.put("cost/cluster" + c, done.evidence().get(c).meanCost());
        }
        line.put("policy/cost", done.policy().map(p -> p.cost()).orElse(Double.NaN));
        line.put("policy/success", done.policy().map(p -> p.success()).orElse(Double.NaN));
        line.put(
                "policy/bestIteration",
                done.state().best().map(best -> (double) best.iteration()).orElse(Double.NaN));
        line.put("update/predicted", done.predicted());
        line.put("update/actual", done.actual());
        line.put("update/rejected", (double) done.rejected());
        for (int c = 0; c < clusters; c++) {
            line.put("kl/cluster" + c, done.updates().get(c).kl());
        }
        for (int c = 0; c < clusters; c++) {
            line.put("klBound/cluster" + c, done.updates().get(c).klBound());
        }
        for (int c = 0; c < clusters; c++) {
            line.put("eta/cluster" + c, done.updates().get(c).eta());
        }
        for (int c = 0; c < clusters; c++) {
            ClusterState cluster = done.state().clusters().get(c);
            line.put("step/cluster" + c, cluster.stepMultiplier());
            line.put("lambda/cluster" + c, mean(cluster.multipliers().weight()));
            line.put("entropy/cluster" + c, meanEntropy(cluster.controller()));
        }
        putGuards(line, done);
        putStatuses(line, done.updates());
        putPathIntegrals(line, done.updates());
        line.put(
                "training/lossBefore",
                done.training().map(TrainingReport::lossBefore).orElse(Double.NaN));
        line.put(
                "training/lossAfter",
                done.training().map(TrainingReport::lossAfter).orElse(Double.NaN));
        line.put("training/steps", done.training().map(r -> (double) r.steps()).orElse(Double.NaN));
        for (int c = 0; c < clusters; c++) {
            line.put("rollouts/cluster" + c, (double)
                    done.evidence().get(c).rollouts().size());
        }
        line.put("rollouts/clipped", done.clippedFraction());
        for (int c = 0; c < clusters; c++) {
            line.put("clipped/cluster" + c, done.clippedFraction(c));
        }
        line.put("warnings/count", (double) done.warnings().size());
        return line;
    }

    private static void putGuards(Map<String, Double> line, Iteration done) {
        line.put(
                "covariance/least",
                done.updates().stream()
                        .mapToDouble(LocalUpdate::leastDeviation)
                        .min()
                        .orElse(Double.NaN));
        line.put("covariance/lifted", (double)
                done.updates().stream().mapToInt(LocalUpdate::lifted).sum());
        line.put(
                "weights/atLower",
                done.atBounds().map(at -> (double) at.lowWeights()).orElse(Double.NaN));
        line.put(
                "weights/atUpper",
                done.atBounds().map(at -> (double) at.highWeights()).orElse(Double.NaN));
        line.put(
                "prices/atBound",
                done.atBounds().map(at -> (double) at.prices()).orElse(Double.NaN));
    }

    private static void putStatuses(Map<String, Double> line, List<LocalUpdate> updates) {
        for (KlUpdate.Status status : KlUpdate.Status.values()) {
            line.put("status/" + camelCase(status.name()), (double)
                    updates.stream().filter(u -> u.status() == status).count());
        }
    }

    private static void putPathIntegrals(Map<String, Double> line, List<LocalUpdate> updates) {
        List<Pi2Update> parts = updates.stream()
                .flatMap(update -> update.pathIntegral().stream())
                .toList();
        line.put("pi2/temperature", mean(parts.stream().flatMapToDouble(p -> Arrays.stream(p.temperatures()))));
        line.put(
                "pi2/effectiveSamples",
                mean(parts.stream().flatMapToDouble(p -> Arrays.stream(p.effectiveSampleSizes()))));
        line.put(
                "pi2/covariancesKept",
                parts.isEmpty()
                        ? Double.NaN
                        : parts.stream().mapToInt(Pi2Update::covariancesKept).sum());
        line.put("pilqr/unexplained", mean(updates.stream().mapToDouble(LocalUpdate::unexplained)));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(Double.NaN);
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }

    private static double mean(TimeVaryingMatrix vector) {
        return mean(Arrays.stream(vector.toArray()));
    }

    /** H(N(·, C)) = ½ m (1 + log 2π) + ½ log|C|, and log|C| = 2 Σ log L_ii. */
    private static double meanEntropy(LinearGaussianController controller) {
        int m = controller.controlSize();
        double logs = 0;
        for (int t = 0; t < controller.horizon(); t++) {
            for (int i = 0; i < m; i++) {
                logs += Math.log(controller.choleskyLower().get(t, i, i));
            }
        }
        return 0.5 * m * (1 + Math.log(2 * Math.PI)) + logs / controller.horizon();
    }

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
            "warnings/count");

    /**
     * One line of {@code metrics.jsonl}, without the line break.
     *
     * @param numbers of the iteration, with its times
     */
    static String json(Map<String, Double> numbers, Iteration done) {
        Map<String, Object> line = new LinkedHashMap<>();
        numbers.forEach((key, value) -> {
            boolean whole = COUNTS.contains(key) || key.startsWith("status/") || key.startsWith("rollouts/cluster");
            line.put(key, whole && Double.isFinite(value) ? (Object) value.longValue() : value);
        });
        for (int c = 0; c < done.updates().size(); c++) {
            line.put(
                    "status/cluster" + c,
                    camelCase(done.updates().get(c).status().name()));
        }
        line.put("warnings", done.warnings().stream().map(Metrics::toMap).toList());
        return Json.line(line);
    }

    private static Map<String, Object> toMap(Warning warning) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", camelCase(warning.kind().name()));
        map.put("cluster", warning.cluster().isPresent() ? warning.cluster().getAsInt() : null);
        map.put("step", warning.step().isPresent() ? warning.step().getAsInt() : null);
        map.put("value", warning.value());
        map.put("message", warning.message());
        return map;
    }
}
