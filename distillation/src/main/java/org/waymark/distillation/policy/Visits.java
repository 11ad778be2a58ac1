package org.waymark.distillation.policy;

import java.util.List;
import java.util.stream.IntStream;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;

/**
 * Situations in which a control was chosen. Immutable: arrays are copied in and out.
 *
 * @param stateSize n
 * @param observationSize p
 * @param states [N × n]
 * @param observations [N × p]
 * @param times [N] time steps t
 */
public record Visits(int stateSize, int observationSize, double[] states, double[] observations, int[] times) {
    public Visits {
        require("states", states, times.length, stateSize);
        require("observations", observations, times.length, observationSize);
        states = states.clone();
        observations = observations.clone();
        times = times.clone();
    }

    private static void require(String name, double[] values, int count, int size) {
        if (values.length != count * size) {
            throw new IllegalArgumentException("visits " + name + ": expected " + count + " rows of " + size
                    + " numbers, found " + values.length + " numbers");
        }
        NonFiniteException.check("visits " + name, values, -1);
    }

    /** All of some rollouts but their last states. */
    public static Visits of(int stateSize, int observationSize, List<Rollout> rollouts) {
        int count = rollouts.stream().mapToInt(Rollout::horizon).sum();
        double[] states = new double[count * stateSize];
        double[] observations = new double[count * observationSize];
        int[] times = new int[count];
        int row = 0;
        for (Rollout rollout : rollouts) {
            for (int t = 0; t < rollout.horizon(); t++, row++) {
                rollout.states().read(t, states, row * stateSize);
                rollout.observations().read(t, observations, row * observationSize);
                times[row] = t;
            }
        }
        return new Visits(stateSize, observationSize, states, observations, times);
    }

    /** Those whose observation lies in a box once that is so many times as wide. */
    Visits within(Reach reach, double wider) {
        int[] kept = IntStream.range(0, size())
                .filter(n -> reach.holds(observations, n * observationSize, wider))
                .toArray();
        double[] keptStates = new double[kept.length * stateSize];
        double[] keptObservations = new double[kept.length * observationSize];
        int[] keptTimes = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int n = kept[i];
            System.arraycopy(states, n * stateSize, keptStates, i * stateSize, stateSize);
            System.arraycopy(observations, n * observationSize, keptObservations, i * observationSize, observationSize);
            keptTimes[i] = times[n];
        }
        return new Visits(stateSize, observationSize, keptStates, keptObservations, keptTimes);
    }

    /** N. */
    public int size() {
        return times.length;
    }

    @Override
    public double[] states() {
        return states.clone();
    }

    @Override
    public double[] observations() {
        return observations.clone();
    }

    @Override
    public int[] times() {
        return times.clone();
    }
}
