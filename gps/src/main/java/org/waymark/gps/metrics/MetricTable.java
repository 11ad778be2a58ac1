package org.waymark.gps.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waymark.gps.actorcritic.ActorCriticLearner;
import org.waymark.gps.backprop.BackpropImprover;
import org.waymark.gps.imagination.ImaginationLearner;
import org.waymark.gps.imagination.TrpoImprover;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.learner.distillation.DistillationLearner;
import org.waymark.gps.learner.guided.GuidedLearner;
import org.waymark.gps.learner.network.NetworkLearner;
import org.waymark.gps.modelbased.ModelMetrics;
import org.waymark.gps.tabular.DynaQLearner;

/** The table that says what each metric of each learner means. */
public final class MetricTable {
    /** Every metric there is, each once. */
    public static final List<MetricRow> ROWS = Stream.of(
                    Metrics.RESULTS,
                    GuidedLearner.METRICS,
                    NetworkLearner.METRICS,
                    ModelMetrics.ROWS,
                    ImaginationLearner.METRICS,
                    TrpoImprover.METRICS,
                    BackpropImprover.METRICS,
                    DynaQLearner.METRICS,
                    ActorCriticLearner.METRICS,
                    DistillationLearner.METRICS,
                    Metrics.CONDUCT)
            .flatMap(List::stream)
            .toList();

    private MetricTable() {}

    /** The row that describes a metric. */
    public static Optional<MetricRow> row(String metric) {
        return ROWS.stream().filter(row -> row.describes(metric)).findFirst();
    }

    /** Whether a metric counts something, and is therefore written as a whole number. */
    public static boolean isCount(String metric) {
        return row(metric).filter(MetricRow::isCount).isPresent();
    }

    /** The table as Markdown. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| metric | unit | meaning |\n|---|---|---|\n");
        for (MetricRow row : ROWS) {
            text.append("| `" + row.key() + "` | " + row.unit() + " | " + row.meaning() + " |\n");
        }
        return text.toString();
    }
}
