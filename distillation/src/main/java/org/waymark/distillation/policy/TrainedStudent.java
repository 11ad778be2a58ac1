package org.waymark.distillation.policy;

import java.util.List;
import org.waymark.distillation.TrainingReport.Status;

/**
 * A student, and what its latest training did.
 *
 * @param lossBefore of each task, over all its data, before the first step: for continuous controls the fraction of what the mean control
 *     would pay, for discrete actions in nats
 * @param lossAfter the same of the student that is returned
 * @param status whether the trained parameters were better than those before
 */
public record TrainedStudent(Student student, List<Double> lossBefore, List<Double> lossAfter, Status status) {
    public TrainedStudent {
        lossBefore = List.copyOf(lossBefore);
        lossAfter = List.copyOf(lossAfter);
    }
}
