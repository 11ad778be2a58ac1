package org.waymark.distillation.classification;

import org.waymark.distillation.TrainingReport;

/**
 * A classifier and how its training went.
 *
 * @param classifier the trained network, or the random one it began from if the report's status is {@link
 *     TrainingReport.Status#KEPT_PREVIOUS}
 * @param report its losses are means of {@link SoftTargetLoss} over the examples, in nats
 */
public record TrainedClassifier(NetworkClassifier classifier, TrainingReport report) {}
