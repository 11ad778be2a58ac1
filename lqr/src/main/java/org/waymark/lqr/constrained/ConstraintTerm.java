package org.waymark.lqr.constrained;

/**
 * A constraint imposed at some time steps.
 *
 * @param name by which messages and results call it; unique within a problem
 * @param kind what is asked of g
 * @param constraint g
 * @param first the first time step at which it holds, ≥ 0
 * @param last the last one, ≥ first; T is the final state
 */
public record ConstraintTerm(String name, Kind kind, Constraint constraint, int first, int last) {
    /** What is asked of g. */
    public enum Kind {
        /** g = 0, with multipliers of either sign. */
        EQUALITY,
        /** g ≤ 0, with multipliers ≥ 0. */
        INEQUALITY
    }

    /** @throws IllegalArgumentException if the name is blank, the constraint is empty or the steps are out of order */
    public ConstraintTerm {
        if (name.isBlank()) {
            throw new IllegalArgumentException("constraint: expected a name, found a blank one");
        }
        if (constraint.size() < 1) {
            throw new IllegalArgumentException(
                    "constraint " + name + ": size: expected 1 or more, found " + constraint.size());
        }
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "constraint " + name + ": steps: expected 0 ≤ first ≤ last, found " + first + " and " + last);
        }
    }

    /** The number of time steps at which it holds. */
    public int steps() {
        return last - first + 1;
    }

    /** The number of scalar constraints over all its time steps. */
    public int count() {
        return steps() * constraint.size();
    }

    boolean holdsAt(int t) {
        return t >= first && t <= last;
    }

    /** How far g is from what is asked: |g| or max(g, 0). */
    double violation(double g) {
        return kind == Kind.EQUALITY ? Math.abs(g) : Math.max(g, 0);
    }
}
