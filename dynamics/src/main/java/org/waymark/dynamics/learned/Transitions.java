package org.waymark.dynamics.learned;

import java.util.List;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;

/** Steps (x, u, x′) of the plant, perhaps each with its cost. Immutable; arrays are copied in and out; every number is finite. */
public final class Transitions {
    private final int stateSize;
    private final int controlSize;
    private final double[] states;
    private final double[] controls;
    private final double[] nextStates;
    private final double[] costs;

    private Transitions(
            int stateSize, int controlSize, double[] states, double[] controls, double[] nextStates, double[] costs) {
        this.stateSize = stateSize;
        this.controlSize = controlSize;
        this.states = states;
        this.controls = controls;
        this.nextStates = nextStates;
        this.costs = costs;
    }

    /**
     * @param stateSize n, ≥ 1
     * @param controlSize m, ≥ 1
     * @param states [N × n], row-major; not modified
     * @param controls [N × m], row-major; not modified
     * @param nextStates [N × n], row-major; not modified
     * @param costs [N], or empty if costs are not known; not modified
     * @throws IllegalArgumentException if the sizes do not fit
     * @throws org.waymark.lqr.NonFiniteException if a number is not finite; its t is that of the transition
     */
    public static Transitions of(
            int stateSize, int controlSize, double[] states, double[] controls, double[] nextStates, double[] costs) {
        require(
                stateSize >= 1 && controlSize >= 1,
                "sizes of state and control",
                "≥ 1",
                stateSize + ", " + controlSize);
        require(states.length % stateSize == 0, "states", "rows of " + stateSize, states.length + " numbers");
        int count = states.length / stateSize;
        requireLength("controls", count * controlSize, controls);
        requireLength("nextStates", count * stateSize, nextStates);
        if (costs.length > 0) {
            requireLength("costs", count, costs);
        }
        requireFinite("transition state", states, stateSize);
        requireFinite("transition control", controls, controlSize);
        requireFinite("transition next state", nextStates, stateSize);
        requireFinite("transition cost", costs, 1);
        return new Transitions(
                stateSize, controlSize, states.clone(), controls.clone(), nextStates.clone(), costs.clone());
    }

    /** Every step of some rollouts, without costs. */
    public static Transitions of(List<Rollout> rollouts) {
        require(!rollouts.isEmpty(), "rollouts", "at least one", "none");
        int n = rollouts.get(0).stateSize();
        int m = rollouts.get(0).controlSize();
        int count = rollouts.stream().mapToInt(Rollout::horizon).sum();
        double[] x = new double[count * n];
        double[] u = new double[count * m];
        double[] next = new double[count * n];
        int at = 0;
        for (Rollout rollout : rollouts) {
            require(rollout.stateSize() == n, "state of a rollout", "[" + n + "]", "[" + rollout.stateSize() + "]");
            require(
                    rollout.controlSize() == m,
                    "control of a rollout",
                    "[" + m + "]",
                    "[" + rollout.controlSize() + "]");
            for (int t = 0; t < rollout.horizon(); t++, at++) {
                rollout.states().read(t, x, at * n);
                rollout.controls().read(t, u, at * m);
                rollout.states().read(t + 1, next, at * n);
            }
        }
        return new Transitions(n, m, x, u, next, new double[0]);
    }

    /** These and then those; with costs if both have them. */
    public Transitions plus(Transitions more) {
        require(
                more.stateSize == stateSize && more.controlSize == controlSize,
                "more transitions",
                "[" + stateSize + "] and [" + controlSize + "]",
                "[" + more.stateSize + "] and [" + more.controlSize + "]");
        boolean both = (hasCosts() || count() == 0) && (more.hasCosts() || more.count() == 0);
        return new Transitions(
                stateSize,
                controlSize,
                joined(states, more.states),
                joined(controls, more.controls),
                joined(nextStates, more.nextStates),
                both ? joined(costs, more.costs) : new double[0]);
    }

    /** Those with the given indices, in that order. */
    public Transitions select(int[] indices) {
        double[] x = new double[indices.length * stateSize];
        double[] u = new double[indices.length * controlSize];
        double[] next = new double[indices.length * stateSize];
        double[] some = new double[hasCosts() ? indices.length : 0];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(states, indices[i] * stateSize, x, i * stateSize, stateSize);
            System.arraycopy(controls, indices[i] * controlSize, u, i * controlSize, controlSize);
            System.arraycopy(nextStates, indices[i] * stateSize, next, i * stateSize, stateSize);
            if (hasCosts()) {
                some[i] = costs[indices[i]];
            }
        }
        return new Transitions(stateSize, controlSize, x, u, next, some);
    }

    /** N. */
    public int count() {
        return states.length / stateSize;
    }

    public int stateSize() {
        return stateSize;
    }

    public int controlSize() {
        return controlSize;
    }

    /** Whether the cost of every transition is known. */
    public boolean hasCosts() {
        return costs.length > 0;
    }

    /** [N × n], row-major. */
    public double[] states() {
        return states.clone();
    }

    /** [N × m], row-major. */
    public double[] controls() {
        return controls.clone();
    }

    /** [N × n], row-major. */
    public double[] nextStates() {
        return nextStates.clone();
    }

    /** [N]; empty if they are not known. */
    public double[] costs() {
        return costs.clone();
    }

    /** As {@link #states}, not copied: not to be modified. */
    double[] rawStates() {
        return states;
    }

    double[] rawControls() {
        return controls;
    }

    double[] rawNextStates() {
        return nextStates;
    }

    double[] rawCosts() {
        return costs;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = new double[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void requireFinite(String quantity, double[] values, int width) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new NonFiniteException(quantity, values[i], i / width, i % width);
            }
        }
    }

    private static void requireLength(String name, int expected, double[] found) {
        require(found.length == expected, name, expected + " numbers", Integer.toString(found.length));
    }

    private static void require(boolean holds, String name, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException("transitions: " + name + ": expected " + expected + ", found " + found);
        }
    }

    @Override
    public String toString() {
        return "Transitions[" + count() + " of " + stateSize + " states and " + controlSize + " controls]";
    }
}
