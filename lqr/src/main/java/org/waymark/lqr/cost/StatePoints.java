package org.waymark.lqr.cost;

import java.util.Arrays;

/** Points that are entries of the state themselves: p(x) = x[indices]; the Jacobian selects them. */
public final class StatePoints implements PointMap {
    private final int stateSize;
    private final int[] indices;

    /**
     * @param stateSize n
     * @param indices [size], entries of the state, 0…n−1; not modified, not kept
     */
    public StatePoints(int stateSize, int[] indices) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= stateSize) {
                throw new IllegalArgumentException("state points: indices[" + i + "] must be within 0…"
                        + (stateSize - 1) + ", found " + indices[i]);
            }
        }
        this.stateSize = stateSize;
        this.indices = indices.clone();
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public void evaluate(double[] state, double[] points, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        for (int i = 0; i < indices.length; i++) {
            points[i] = state[indices[i]];
            jacobian[i * stateSize + indices[i]] = 1;
        }
    }
}
