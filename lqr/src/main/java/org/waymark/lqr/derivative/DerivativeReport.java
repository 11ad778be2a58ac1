package org.waymark.lqr.derivative;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link DerivativeChecker} found.
 *
 * @param findings in the order of the points, first derivatives before second ones; empty if all is right
 */
public record DerivativeReport(List<DerivativeFinding> findings) {
    private static final int LONGEST_MESSAGE = 10;

    public DerivativeReport {
        findings = List.copyOf(findings);
    }

    public boolean isCorrect() {
        return findings.isEmpty();
    }

    /** @throws IllegalArgumentException naming the first ten findings, if there are any */
    public void requireCorrect() {
        if (!isCorrect()) {
            throw new IllegalArgumentException(this.toString());
        }
    }

    @Override
    public String toString() {
        if (isCorrect()) {
            return "derivatives are right";
        }
        String more = findings.size() > LONGEST_MESSAGE ? "\n  …" : "";
        return findings.stream()
                .limit(LONGEST_MESSAGE)
                .map(DerivativeFinding::message)
                .collect(Collectors.joining("\n  ", findings.size() + " derivatives are wrong:\n  ", more));
    }
}
