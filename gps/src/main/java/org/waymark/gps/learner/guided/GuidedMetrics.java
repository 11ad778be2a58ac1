package org.waymark.gps.learner.guided;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.waymark.distillation.TrainingReport;
import org.waymark.gps.algorithm.ClusterState;
import org.waymark.gps.algorithm.Iteration;
import org.waymark.gps.algorithm.LocalUpdate;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.Pi2Update;
import org.waymark.lqr.solver.KlUpdate;

/** The numbers of one iteration of guided policy search, and what they mean. */
final class GuidedMetrics {
    /** What each means, with network teachers, too, where they have the same. */
    static final List<MetricRow> ROWS = List.of(
            MetricRow.of("cost/clusterN", "cost", "mean cost of the cluster's rollouts"),
            MetricRow.of(
                    "update/predicted",
                    "cost",
                    "improvement that the previous update promised under the models it was made with, mean over clusters"),
            MetricRow.of(
                    "update/actual",
                    "cost",
                    "improvement that it brought, as this iteration's models see it or, with pi2, as sampled"),
            MetricRow.count("update/rejected", "clusters", "how many clusters' previous updates were taken back"),
            MetricRow.of(
                    "kl/clusterN",
                    "nats",
                    "divergence of the new controller from its anchor, over the whole trajectory; with pilqr, of its model-based part; with pi2, of the rollouts' weights from uniform ones; with network teachers, of the old one from the new, mean over the visited states; null where no minimum was found"),
            MetricRow.of("klBound/clusterN", "nats", "bound on that divergence"),
            MetricRow.of(
                    "eta/clusterN",
                    "cost/nat",
                    "multiplier of the divergence in the cost that the update minimised; with pilqr, the largest of all time steps; with pi2, the mean"),
            MetricRow.of(
                    "step/clusterN",
                    "",
                    "factor on klStep in the update of this iteration; with pi2, on pi2.klBound; with pilqr, on both"),
            MetricRow.of(
                    "lambda/clusterN", "cost/nat", "weight of the divergence from the global policy, mean over time"),
            MetricRow.of("entropy/clusterN", "nats", "entropy of the new controller, mean over time"),
            MetricRow.of(
                    "covariance/least",
                    "fraction",
                    "least standard deviation of the controllers as they were found, over clusters, time and directions, in units of minDeviation"),
            MetricRow.count(
                    "covariance/lifted",
                    "steps",
                    "time steps whose covariance was below minDeviation, and raised to it, over all clusters"),
            MetricRow.count(
                    "weights/atLower",
                    "steps",
                    "time steps whose weight of the divergence from the policy is at its lower bound, over all clusters"),
            MetricRow.count("weights/atUpper", "steps", "the same at its upper bound"),
            MetricRow.count(
                    "prices/atBound",
                    "steps",
                    "with badmm, time steps with a price of a control or of a gain at its bound, over all clusters"),
            MetricRow.count("status/converged", "clusters", "updates that met their bound"),
            MetricRow.count(
                    "status/boundInactive",
                    "clusters",
                    "updates that stayed within their bound without a multiplier; with pi2, at some time step"),
            MetricRow.count(
                    "status/boundKept", "clusters", "updates that stayed within their bound, but did not come near it"),
            MetricRow.count(
                    "status/boundNotMet", "clusters", "updates that exceed their bound, for no smaller one was found"),
            MetricRow.count(
                    "status/notPositiveDefinite",
                    "clusters",
                    "updates that found no minimum; the controller stays, or pilqr does without its model"),
            MetricRow.of("pi2/temperature", "cost", "temperature of the path integrals, mean over time and clusters"),
            MetricRow.of(
                    "pi2/effectiveSamples",
                    "rollouts",
                    "1/Σw² of the rollouts' weights w: on how many a time step rests, mean over time and clusters"),
            MetricRow.count(
                    "pi2/covariancesKept",
                    "steps",
                    "time steps whose covariance stayed, for the rollouts do not determine one, over all clusters"),
            MetricRow.of(
                    "pilqr/unexplained",
                    "fraction",
                    "share of the rollouts' cost that the models leave unexplained, step by step in absolute values, mean over clusters"),
            MetricRow.of(
                    "training/lossBefore",
                    "nats",
                    "mean loss of the policy on this iteration's samples, before training"),
            MetricRow.of("training/lossAfter", "nats", "the same after training"),
            MetricRow.count("training/steps", "steps", "optimiser steps of this iteration"),
            MetricRow.count("rollouts/clusterN", "rollouts", "rollouts that the cluster learns from"),
            MetricRow.of(
                    "clipped/clusterN", "fraction", "controls of the cluster's rollouts that were cut at their limits"),
            MetricRow.of(
                    "status/clusterN",
                    "",
                    "how the cluster's update ended: converged, boundInactive, boundKept, boundNotMet or notPositiveDefinite, as counted above; with network teachers improved, lineSearchSpent, noGradient, or none if the plant broke down"));

    private GuidedMetrics() {}

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
            line.put("status/" + Metrics.key(status), (double)
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

    /** How each cluster's update ended. */
    static Map<String, String> statuses(Iteration done) {
        Map<String, String> statuses = new LinkedHashMap<>();
        for (int c = 0; c < done.updates().size(); c++) {
            statuses.put("status/cluster" + c, Metrics.key(done.updates().get(c).status()));
        }
        return statuses;
    }
}
