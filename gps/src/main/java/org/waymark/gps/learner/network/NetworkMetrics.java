package org.waymark.gps.learner.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainingReport;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.network.NetworkIteration;
import org.waymark.gps.network.TeacherState;

/** The numbers of one iteration with network teachers, and what they mean. */
final class NetworkMetrics {
    /** What those mean that guided policy search does not have. */
    static final List<MetricRow> ROWS = List.of(
            MetricRow.of(
                    "divergence/clusterN",
                    "nats",
                    "with network teachers, mean divergence of the new teacher from what it is to stay near, the others on their states or the global policy"),
            MetricRow.of(
                    "surrogate/clusterN",
                    "",
                    "with network teachers, how much the update's objective fell, in standard deviations of the advantages"),
            MetricRow.count("halvings/clusterN", "", "with network teachers, how often the step was halved"),
            MetricRow.of(
                    "explained/clusterN",
                    "fraction",
                    "with network teachers, share of the variance of the sampled costs to go that the value network predicted"));

    private NetworkMetrics() {}

    /** A number of teacher i; NaN after a breakdown. */
    @FunctionalInterface
    private interface OfTeacher {
        double value(int teacher);
    }

    /**
     * The numbers of an iteration, but for the times.
     *
     * @param klStep bound on the divergence of a step
     */
    static Map<String, Double> of(NetworkIteration done, double klStep) {
        Map<String, Double> line = new LinkedHashMap<>();
        line.put("iteration", (double) done.state().iteration());
        line.put("steps/environment", (double) done.state().environmentSteps());
        line.put("cost/mean", done.meanCost());
        put(line, "cost/cluster", done, i -> done.evidence().get(i).meanCost());
        line.put("policy/cost", done.policy().cost());
        line.put("policy/success", done.policy().success());
        line.put(
                "policy/bestIteration",
                done.state().best().map(best -> (double) best.iteration()).orElse(Double.NaN));
        put(line, "kl/cluster", done, i -> done.updates().get(i).kl());
        put(line, "klBound/cluster", done, i -> klStep);
        for (int i = 0; i < done.state().teachers().size(); i++) {
            TeacherState teacher = done.state().teachers().get(i);
            line.put("lambda/cluster" + i, teacher.weight());
            line.put("entropy/cluster" + i, entropy(teacher.policy()));
        }
        put(line, "divergence/cluster", done, i -> done.updates().get(i).anchorKl());
        put(line, "surrogate/cluster", done, i -> done.updates().get(i).predicted());
        put(line, "halvings/cluster", done, i -> done.updates().get(i).halvings());
        put(line, "explained/cluster", done, i -> done.updates().get(i).explained());
        line.put(
                "training/lossBefore",
                done.training().map(TrainingReport::lossBefore).orElse(Double.NaN));
        line.put(
                "training/lossAfter",
                done.training().map(TrainingReport::lossAfter).orElse(Double.NaN));
        line.put("training/steps", done.training().map(r -> (double) r.steps()).orElse(Double.NaN));
        put(line, "rollouts/cluster", done, i -> done.evidence()
                .get(i)
                .rollouts()
                .size());
        line.put("rollouts/clipped", done.clippedFraction());
        put(line, "clipped/cluster", done, i -> done.evidence().get(i).clippedFraction());
        line.put("warnings/count", (double) done.warnings().size());
        return line;
    }

    private static void put(Map<String, Double> line, String prefix, NetworkIteration done, OfTeacher number) {
        for (int i = 0; i < done.state().teachers().size(); i++) {
            line.put(prefix + i, done.evidence().isEmpty() ? Double.NaN : number.value(i));
        }
    }

    /** How each teacher's line search ended. */
    static Map<String, String> statuses(NetworkIteration done) {
        Map<String, String> statuses = new LinkedHashMap<>();
        for (int i = 0; i < done.state().teachers().size(); i++) {
            statuses.put(
                    "status/cluster" + i,
                    done.updates().isEmpty()
                            ? "none"
                            : Metrics.key(done.updates().get(i).status()));
        }
        return statuses;
    }

    /** ½ m (1 + log 2π) + Σ log σ. */
    private static double entropy(NetworkPolicy policy) {
        int m = policy.controlSize();
        double[] covariance = policy.covariance();
        double logs = 0;
        for (int j = 0; j < m; j++) {
            logs += 0.5 * Math.log(covariance[j * m + j]);
        }
        return 0.5 * m * (1 + Math.log(2 * Math.PI)) + logs;
    }
}
