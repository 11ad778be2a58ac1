package org.waymark.sim.contract;

import java.util.Arrays;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/**
 * A rollout with given controls.
 *
 * @param name of its start, for messages
 * @param start where it begins
 * @param controls [T][m]; not modified
 * @param seed of the simulator's own randomness
 */
record Trial(String name, InitialState start, double[][] controls, long seed) {
    /**
     * What was seen.
     *
     * @param states [T + 1][n]
     * @param observations [T + 1][p]
     */
    record Record(double[][] states, double[][] observations) {}

    /** Plays it as rollouts are made: one array for all states, another for all observations. */
    Record play(Simulator simulator) {
        SimulatorSpec spec = simulator.spec();
        double[] x = new double[spec.stateSize()];
        double[] o = new double[spec.observationSize()];
        return play(simulator, x, o, false);
    }

    /** Plays it with all that a simulator may not rely on changed: states are wiped before each call, observations are asked for twice. */
    Record playRudely(Simulator simulator) {
        SimulatorSpec spec = simulator.spec();
        return play(simulator, new double[spec.stateSize()], new double[spec.observationSize()], true);
    }

    private Record play(Simulator simulator, double[] x, double[] o, boolean rude) {
        int steps = controls.length;
        double[][] states = new double[steps + 1][];
        double[][] observations = new double[steps + 1][];
        for (int t = 0; t <= steps; t++) {
            if (rude || t == 0) {
                Arrays.fill(x, Double.NaN);
                Arrays.fill(o, Double.NaN);
            }
            move(simulator, t, x);
            requireFinite("state", x, t);
            observe(simulator, x, o, t);
            states[t] = x.clone();
            observations[t] = o.clone();
            if (rude) {
                Arrays.fill(o, Double.NaN);
                observe(simulator, x, o, t);
                requireEqual(
                        observations[t],
                        o,
                        "observe at " + place(t) + ": observation",
                        "the first time",
                        "the second" + " time, in the same state; observe must change nothing");
            }
        }
        return new Record(states, observations);
    }

    private void move(Simulator simulator, int t, double[] x) {
        String what = t == 0 ? "reset" : "step";
        double[] u = t == 0 ? new double[0] : controls[t - 1].clone();
        try {
            if (t == 0) {
                RandomSimulator.reset(simulator, start, new RandomStreams(seed).stream("attempt", 0, 0, 0), x);
            } else {
                simulator.step(u, x);
            }
        } catch (RuntimeException e) {
            throw new Violation(what + " failed at " + place(t) + (t == 0 ? "" : ", control " + Arrays.toString(u)), e);
        }
        if (t > 0 && !Arrays.equals(u, controls[t - 1])) {
            throw new Violation("step at " + place(t) + ": changed the control that it was given; copy it first");
        }
    }

    private void observe(Simulator simulator, double[] x, double[] o, int t) {
        double[] before = x.clone();
        try {
            simulator.observe(x, o);
        } catch (RuntimeException e) {
            throw new Violation("observe failed at " + place(t), e);
        }
        if (!Arrays.equals(x, before)) {
            throw new Violation("observe at " + place(t) + ": changed the state that it was given; copy it first");
        }
        requireFinite("observation", o, t);
    }

    private void requireFinite(String what, double[] values, int t) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                String found = Double.isNaN(values[i]) ? "is NaN or was not written" : "is " + values[i];
                throw new Violation(what + "[" + i + "] " + found + " at " + place(t) + "; write all " + values.length
                        + " entries, and throw SimulatorFailedException where the simulation breaks down");
            }
        }
    }

    /** Where step t of this is. */
    String place(int t) {
        return name + ", t = " + t;
    }

    /** Complains of the first entry in which two records differ. */
    void requireSame(Record one, Record other, String who, String whoElse) {
        for (int t = 0; t < one.states().length; t++) {
            requireEqual(one.states()[t], other.states()[t], place(t) + ": state", who, whoElse);
            requireEqual(one.observations()[t], other.observations()[t], place(t) + ": observation", who, whoElse);
        }
    }

    private static void requireEqual(double[] one, double[] other, String what, String who, String whoElse) {
        for (int i = 0; i < one.length; i++) {
            if (Double.compare(one[i], other[i]) != 0) {
                throw new Violation(what + "[" + i + "] is " + one[i] + " " + who + " and " + other[i] + " " + whoElse);
            }
        }
    }
}
