package org.waymark.sim.plant;

import java.util.Arrays;
import org.waymark.lqr.cost.PointMap;

/** A point in space that is written out in the state: entry i of the point is entry {@code indices[i]} of the state, or zero if −1. */
record StatePoint(int stateSize, int... indices) implements PointMap {
    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public void evaluate(double[] state, double[] points, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0) {
                points[i] = 0;
            } else {
                points[i] = state[indices[i]];
                jacobian[i * stateSize + indices[i]] = 1;
            }
        }
    }
}
