package org.waymark.gps.run;

import java.util.Optional;
import org.waymark.gps.algorithm.PolicyEvaluation;

/**
 * How well the best policy of a run does.
 *
 * @param cost its mean noise-free cost from the evaluation starts; NaN if it was not judged there
 * @param success the fraction of these that succeeded, in [0, 1]; NaN likewise
 * @param student what it does in each task, if there are several; empty if it is no student
 */
record Verdict(double cost, double success, Optional<StudentResult> student) {
    static final Verdict NONE = new Verdict(Double.NaN, Double.NaN, Optional.empty());

    static Verdict of(PolicyEvaluation evaluation) {
        return new Verdict(evaluation.cost(), evaluation.success(), Optional.empty());
    }
}
