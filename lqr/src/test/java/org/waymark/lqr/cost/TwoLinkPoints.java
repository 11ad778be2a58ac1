package org.waymark.lqr.cost;

import java.util.Arrays;

/** Elbow and hand of a planar arm with links of 1 m; the state is [q₁ q₂ …], and all else in it does not move them. */
record TwoLinkPoints(int stateSize) implements PointMap {
    @Override
    public int size() {
        return 4;
    }

    @Override
    public void evaluate(double[] state, double[] points, double[] jacobian) {
        double s1 = Math.sin(state[0]);
        double c1 = Math.cos(state[0]);
        double s12 = Math.sin(state[0] + state[1]);
        double c12 = Math.cos(state[0] + state[1]);
        points[0] = c1;
        points[1] = s1;
        points[2] = c1 + c12;
        points[3] = s1 + s12;
        Arrays.fill(jacobian, 0);
        jacobian[0] = -s1;
        jacobian[stateSize] = c1;
        jacobian[2 * stateSize] = -s1 - s12;
        jacobian[2 * stateSize + 1] = -s12;
        jacobian[3 * stateSize] = c1 + c12;
        jacobian[3 * stateSize + 1] = c12;
    }

    /** The affine map that agrees with this one to first order at x. */
    PointMap linearizedAt(double[] x) {
        double[] p = new double[size()];
        double[] j = new double[size() * stateSize];
        evaluate(x, p, j);
        return new PointMap() {
            @Override
            public int stateSize() {
                return x.length;
            }

            @Override
            public int size() {
                return p.length;
            }

            @Override
            public void evaluate(double[] state, double[] points, double[] jacobian) {
                System.arraycopy(j, 0, jacobian, 0, j.length);
                for (int r = 0; r < p.length; r++) {
                    points[r] = p[r];
                    for (int c = 0; c < x.length; c++) {
                        points[r] += j[r * x.length + c] * (state[c] - x[c]);
                    }
                }
            }
        };
    }
}
