package org.waymark.sim.mujoco;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.waymark.lqr.Cost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;

/** What makes an environment of a model; immutable. */
abstract class BenchmarkTask {
    private final int substeps;
    private final int positions;
    private final List<String> observationNames;

    /**
     * @param substeps engine steps per control step
     * @param positions how many joint positions the model has, and as many velocities
     */
    BenchmarkTask(int substeps, int positions, List<String> observationNames) {
        this.substeps = substeps;
        this.positions = positions;
        this.observationNames = List.copyOf(observationNames);
    }

    static BenchmarkTask named(String name) {
        return switch (name) {
            case "bench-inverted-pendulum" -> new BalancedPole(false);
            case "inverted-pendulum-balance" -> new BalancedPole(true);
            case "bench-reacher" -> new Reacher();
            case "bench-swimmer" -> Runner.swimmer();
            case "bench-half-cheetah" -> Runner.halfCheetah();
            default ->
                throw new IllegalArgumentException(
                        "benchmark: expected one of " + MujocoBenchmark.NAMES + ", found " + name);
        };
    }

    final int substeps() {
        return substeps;
    }

    final List<String> observationNames() {
        return observationNames;
    }

    int positionSize() {
        return positions;
    }

    int stateSize() {
        return 2 * positions;
    }

    /** [entries of the engine's state] the entry of ours that each is, −1 for one that is always zero. */
    int[] order() {
        return IntStream.range(0, 2 * positions).toArray();
    }

    /**
     * Writes the state of a start.
     *
     * @param state [stateSize]; overwritten
     * @throws IllegalArgumentException if the start has too few numbers, or too many
     */
    void begin(InitialState start, double[] state) {
        double[] coordinates = start.coordinates();
        double[] parameters = start.parameters();
        requireSize("initial state: coordinates", state.length, coordinates.length);
        requireSize("initial state: parameters", 0, parameters.length);
        System.arraycopy(coordinates, 0, state, 0, state.length);
    }

    static void requireSize(String place, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(place + ": expected " + expected + " numbers, found " + found);
        }
    }

    /** Writes what a policy sees. */
    abstract void observe(double[] state, double[] observation);

    abstract Cost cost();

    abstract StartDistribution starts();

    PointMap points() {
        throw new IllegalArgumentException("this plant has no end-effector points");
    }

    static void toEngine(int[] order, double[] state, double[] engines) {
        for (int i = 0; i < order.length; i++) {
            engines[i] = order[i] < 0 ? 0 : state[order[i]];
        }
    }

    static void fromEngine(int[] order, double[] engines, double[] state) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] >= 0) {
                state[order[i]] = engines[i];
            }
        }
    }

    /** A copy of these numbers, all alike. */
    static double[] alike(int count, double value) {
        double[] numbers = new double[count];
        Arrays.fill(numbers, value);
        return numbers;
    }
}
