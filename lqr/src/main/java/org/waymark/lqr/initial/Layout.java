package org.waymark.lqr.initial;

import org.waymark.lqr.TimeVaryingMatrix;

/** Where the guesses look for positions and velocities in a state: [positions, velocities, others]. */
record Layout(String owner, int stateSize, int controlSize, int positions, int horizon) {
    Layout {
        if (horizon < 1) {
            throw new IllegalArgumentException(owner + ": horizon must be at least 1, found " + horizon);
        }
        if (controlSize < 1 || controlSize > positions) {
            throw new IllegalArgumentException(owner + ": expected between 1 and " + positions
                    + " controls for as many positions, found " + controlSize);
        }
        if (positions + controlSize > stateSize) {
            throw new IllegalArgumentException(owner + ": a state of " + stateSize + " numbers cannot hold " + positions
                    + " positions and the velocities of the first " + controlSize);
        }
    }

    /** The index in the state of the velocity of position i. */
    int velocity(int i) {
        return positions + i;
    }

    TimeVaryingMatrix repeated(int rows, int cols, double[] matrix) {
        double[] all = new double[horizon * matrix.length];
        for (int t = 0; t < horizon; t++) {
            System.arraycopy(matrix, 0, all, t * matrix.length, matrix.length);
        }
        return TimeVaryingMatrix.of(horizon, rows, cols, all);
    }

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": expected a finite number > 0, found " + value);
        }
    }

    static void nonNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": expected a finite number ≥ 0, found " + value);
        }
    }
}
