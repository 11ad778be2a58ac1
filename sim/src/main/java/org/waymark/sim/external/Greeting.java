package org.waymark.sim.external;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.waymark.sim.SimulatorSpec;

/**
 * What a process says of the simulator that it is.
 *
 * @param spec sizes, time step and limits
 * @param observes whether observations have to be asked for; they are the states otherwise
 * @param physicsStep duration of one step of the integrator, in seconds, if it says so
 * @param positionSize how many entries of the state are positions
 * @param stateNames [n]
 */
record Greeting(
        SimulatorSpec spec, boolean observes, OptionalDouble physicsStep, int positionSize, List<String> stateNames) {
    /** No state or observation is longer; what claims to be is a mistake. */
    private static final int MOST_NUMBERS = 100_000;

    /**
     * @param lines those between the first and {@code ready}
     * @throws IllegalArgumentException naming the line that is missing or wrong
     */
    static Greeting of(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            values.put(blank < 0 ? line : line.substring(0, blank), blank < 0 ? "" : line.substring(blank + 1));
        }
        int n = size("stateSize", required(values, "stateSize"));
        int m = size("controlSize", required(values, "controlSize"));
        boolean observes = values.containsKey("observationSize");
        SimulatorSpec spec = new SimulatorSpec(
                n,
                m,
                observes ? size("observationSize", required(values, "observationSize")) : n,
                numbers("timeStep", required(values, "timeStep"), 1)[0],
                limits("controlLower", values, m, Double.NEGATIVE_INFINITY),
                limits("controlUpper", values, m, Double.POSITIVE_INFINITY));
        OptionalDouble physicsStep = values.containsKey("physicsStep")
                ? OptionalDouble.of(numbers("physicsStep", required(values, "physicsStep"), 1)[0])
                : OptionalDouble.empty();
        int positions = values.containsKey("positionSize") ? size("positionSize", required(values, "positionSize")) : m;
        List<String> names = Optional.ofNullable(values.get("stateNames"))
                .map(text -> List.of(text.split("\t", -1)))
                .orElseGet(
                        () -> IntStream.range(0, n).mapToObj(i -> "state " + i).toList());
        if (names.size() != n) {
            throw new IllegalArgumentException(
                    "stateNames: expected " + n + " names with tabs between, found " + names.size());
        }
        return new Greeting(spec, observes, physicsStep, positions, names);
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("expected a line '" + key + " …' before 'ready', found none");
        }
        return value;
    }

    private static int size(String key, String text) {
        if (text.matches("[0-9]{1,6}")) {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MOST_NUMBERS) {
                return size;
            }
        }
        throw new IllegalArgumentException(
                key + ": expected a whole number from 1 to " + MOST_NUMBERS + ", found " + Protocol.quoted(text));
    }

    private static double[] limits(String key, Map<String, String> values, int size, double none) {
        if (values.containsKey(key)) {
            return numbers(key, required(values, key), size);
        }
        double[] limits = new double[size];
        Arrays.fill(limits, none);
        return limits;
    }

    private static double[] numbers(String key, String text, int size) {
        double[] numbers = new double[size];
        if (!Protocol.read(key + " " + text, key, numbers)) {
            throw new IllegalArgumentException(key + ": expected " + (size == 1 ? "a number" : size + " numbers")
                    + ", found " + Protocol.quoted(text));
        }
        return numbers;
    }

    /** Whether another process says the same, as it must. */
    boolean agreesWith(Greeting other) {
        return spec.stateSize() == other.spec.stateSize()
                && spec.controlSize() == other.spec.controlSize()
                && spec.observationSize() == other.spec.observationSize()
                && spec.timeStep() == other.spec.timeStep()
                && Arrays.equals(spec.controlLower(), other.spec.controlLower())
                && Arrays.equals(spec.controlUpper(), other.spec.controlUpper())
                && observes == other.observes;
    }
}
