package org.waymark.gps.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.metrics.MetricTable;
import org.waymark.sim.NearestName;

/**
 * What is measured on each run of a study: a metric over its iterations, or an evaluation of its policy.
 *
 * @param name what the table calls it
 * @param metric a key of {@code metrics.jsonl}
 * @param reduce how the metric's course becomes one number; the last one if left out
 * @param evaluation in place of a metric
 * @param better whether lower or higher numbers are better; follows from {@code must}, else successes ought to be high and all else low
 * @param must what is required of it; nothing if left out
 */
public record Measure(
        String name,
        Optional<String> metric,
        Optional<Reduction> reduce,
        Optional<PolicyMeasure> evaluation,
        Optional<Better> better,
        Optional<Criterion> must) {
    private static final Pattern CLUSTER = Pattern.compile(".*/cluster(\\d+)");

    public Measure {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: expected a name, found nothing");
        }
        if (metric.isPresent() == evaluation.isPresent()) {
            throw new IllegalArgumentException(
                    "metric: expected either this or evaluation, found " + (metric.isPresent() ? "both" : "neither"));
        }
        metric.ifPresent(Measure::requireMetric);
        if (reduce.isPresent() && metric.isEmpty()) {
            throw new IllegalArgumentException("reduce: an evaluation is one number already; leave it out");
        }
        if (better.isPresent()
                && reduce.filter(Reduction.Until.class::isInstance).isPresent()) {
            throw new IllegalArgumentException("better: the fewer the better, always; leave it out");
        }
        Better known = direction(metric, reduce, evaluation, better, must);
        if (must.isPresent() && must.get().relation().better() != known) {
            throw new IllegalArgumentException("must: expected "
                    + (known == Better.LOWER ? "<= or <, for lower" : ">= or >, for higher") + " numbers are better");
        }
    }

    /** Refuses a key that no line of metrics has; the message begins with {@code metric: }. */
    static void requireMetric(String key) {
        if (MetricTable.row(key).isEmpty()) {
            List<String> known = MetricTable.ROWS.stream().map(MetricRow::key).toList();
            throw new IllegalArgumentException("metric: there is no metric '" + key + "', did you mean "
                    + NearestName.of(key, known).orElseThrow() + "? (N is the number of a cluster)");
        }
    }

    private static Better direction(
            Optional<String> metric,
            Optional<Reduction> reduce,
            Optional<PolicyMeasure> evaluation,
            Optional<Better> better,
            Optional<Criterion> must) {
        if (reduce.filter(Reduction.Until.class::isInstance).isPresent()) {
            return Better.LOWER;
        }
        boolean success = metric.filter("policy/success"::equals).isPresent()
                || evaluation
                        .filter(e -> e.of() == PolicyMeasure.Quantity.SUCCESS)
                        .isPresent();
        boolean unsettled = metric.isPresent() && !success;
        return better.or(() -> must.filter(m -> unsettled).map(m -> m.relation().better()))
                .orElse(success ? Better.HIGHER : Better.LOWER);
    }

    /** The same measure, with relative models in its settings looked for in a folder. */
    Measure inFolder(Path folder) {
        Optional<PolicyMeasure> placed = evaluation.map(one -> new PolicyMeasure(
                one.of(), one.policy(), one.episodes(), one.set().in(folder)));
        return new Measure(name, metric, reduce, placed, better, must);
    }

    /** Whether lower or higher numbers are better. */
    Better direction() {
        return direction(metric, reduce, evaluation, better, must);
    }

    Reduction reduction() {
        return reduce.orElseGet(Reduction.Last::new);
    }

    /** Whether only a run with a global policy has this. */
    boolean needsPolicy() {
        return evaluation.isPresent() || metric.filter(Measure::isOfPolicy).isPresent();
    }

    static boolean isOfPolicy(String metric) {
        return metric.startsWith("policy/") || metric.startsWith("training/");
    }

    /** The number of the cluster that a metric is about. */
    static OptionalInt cluster(String metric) {
        Matcher matcher = CLUSTER.matcher(metric);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
