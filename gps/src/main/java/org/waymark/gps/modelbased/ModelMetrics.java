package org.waymark.gps.modelbased;

import java.util.List;
import org.waymark.gps.learner.MetricRow;

/** What learners tell of their model of the plant. */
public final class ModelMetrics {
    /** How good the model is. */
    public static final List<MetricRow> ROWS = List.of(
            MetricRow.of(
                    "model/loss",
                    "",
                    "with a learned model, its mean squared error on the transitions held out, or on all if none are, in units of the targets' variance, mean over members"),
            MetricRow.of(
                    "model/beyond",
                    "fraction",
                    "steps of this iteration on which the model it began with disagrees with itself more than five times as much as on 95 % of its own data; empty with a single network, which cannot tell"),
            MetricRow.of(
                    "status/model",
                    "",
                    "how the training of the model ended: converged, epochsSpent, solved or diverged"));

    private ModelMetrics() {}
}
