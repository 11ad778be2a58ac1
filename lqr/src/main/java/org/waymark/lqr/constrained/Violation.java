package org.waymark.lqr.constrained;

/**
 * Where a constraint is violated most.
 *
 * @param constraint its name
 * @param t time step
 * @param index of the entry of g
 * @param value |g| for an equality, max(g, 0) for an inequality
 */
public record Violation(String constraint, int t, int index, double value) {
    @Override
    public String toString() {
        return constraint + "[" + index + "] violated by " + value + " at t = " + t;
    }
}
