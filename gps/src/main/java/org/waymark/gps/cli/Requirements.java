package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** All thresholds of a command. */
final class Requirements {
    /** Numbers of a training run's result. */
    static final List<String> OF_TRAINING = List.of(
            "policy.success",
            "policy.cost",
            "policy.bestIteration",
            "controllers.cost",
            "controllers.clipped",
            "iterations",
            "environmentSteps",
            "warnings",
            "wallSeconds");

    /** Numbers of an evaluation's result. */
    static final List<String> OF_EVALUATION = List.of(
            "policy.success",
            "policy.successLow",
            "policy.successHigh",
            "policy.cost",
            "policy.costLow",
            "policy.costHigh",
            "policy.costStandardError",
            "episodes");

    private Requirements() {}

    /** Refuses, before anything is simulated, what can never be met. */
    static void check(List<Requirement> requirements, List<String> known, boolean hasPolicy) {
        for (Requirement requirement : requirements) {
            if (!known.contains(requirement.path())) {
                throw new UsageException("--require " + requirement + ": the result has no number " + requirement.path()
                        + "; it has " + String.join(", ", known));
            }
            if (!hasPolicy && requirement.path().startsWith("policy.")) {
                throw new UsageException("--require " + requirement + ": local-only trains no policy");
            }
        }
    }

    /** Says which are not met; the exit code. */
    static int judge(List<Requirement> requirements, Map<String, Object> result, PrintWriter err) {
        int code = ExitCode.DONE;
        for (Requirement requirement : requirements) {
            if (!requirement.isMetBy(result)) {
                err.println("waymark: " + requirement.complaint(result));
                code = ExitCode.BELOW_REQUIREMENT;
            }
        }
        err.flush();
        return code;
    }
}
