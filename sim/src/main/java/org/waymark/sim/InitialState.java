package org.waymark.sim;

import java.util.Arrays;

/**
 * Where a rollout begins. Immutable: arrays are copied in and out.
 *
 * @param coordinates what the simulator calls its own coordinates: joint positions then joint velocities for mechanisms, the state for
 *     point masses; each simulator documents its own
 * @param parameters further numbers that vary from start to start, for example the shift of a body; empty if there are none
 */
public record InitialState(double[] coordinates, double[] parameters) {
    public InitialState {
        coordinates = coordinates.clone();
        parameters = parameters.clone();
    }

    public static InitialState of(double... coordinates) {
        return new InitialState(coordinates, new double[0]);
    }

    @Override
    public double[] coordinates() {
        return coordinates.clone();
    }

    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InitialState s
                && Arrays.equals(coordinates, s.coordinates)
                && Arrays.equals(parameters, s.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(coordinates) + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return Arrays.toString(coordinates) + (parameters.length == 0 ? "" : " with " + Arrays.toString(parameters));
    }
}
