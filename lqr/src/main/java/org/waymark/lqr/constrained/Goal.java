package org.waymark.lqr.constrained;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Components of the state at given values: g_i = x_{indices[i]} − target_i, to be imposed as an equality, mostly at t = T.
 *
 * @param indices [size] of the components, each in 0…n−1; copied in and out
 * @param target [size], in the unit of each component; copied in and out
 */
public record Goal(int[] indices, double[] target) implements Constraint {
    /** @throws IllegalArgumentException if the lengths differ, an index is negative or a target is not finite */
    public Goal {
        indices = Entries.indices("goal", indices, target.length);
        target = Entries.finite("goal", target);
    }

    /** The whole state. */
    public static Goal state(double... target) {
        return new Goal(IntStream.range(0, target.length).toArray(), target);
    }

    @Override
    public int[] indices() {
        return indices.clone();
    }

    @Override
    public double[] target() {
        return target.clone();
    }

    @Override
    public int size() {
        return target.length;
    }

    @Override
    public void value(double[] state, double[] control, int t, double[] value) {
        for (int i = 0; i < target.length; i++) {
            value[i] = state[indices[i]] - target[i];
        }
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        Arrays.fill(jacobian, 0, target.length * (state.length + control.length), 0);
        for (int i = 0; i < target.length; i++) {
            jacobian[i * (state.length + control.length) + indices[i]] = 1;
        }
    }
}
