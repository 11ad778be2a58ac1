package org.waymark.lqr.constrained;

/**
 * A bound on the Euclidean norm of the control, to be imposed as an inequality before T: g = (|u|² − b²) / 2b ≤ 0, which near the bound is
 * |u| − b and unlike it is smooth at u = 0.
 *
 * @param bound b > 0, in the unit of the controls
 */
public record ControlNorm(double bound) implements Constraint {
    /** @throws IllegalArgumentException if the bound is not positive */
    public ControlNorm {
        Entries.positive("control norm: bound", bound);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void value(double[] state, double[] control, int t, double[] value) {
        double square = 0;
        for (double u : control) {
            square += u * u;
        }
        value[0] = (square - bound * bound) / (2 * bound);
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        for (int j = 0; j < state.length; j++) {
            jacobian[j] = 0;
        }
        for (int j = 0; j < control.length; j++) {
            jacobian[state.length + j] = control[j] / bound;
        }
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        int size = state.length + control.length;
        for (int j = state.length; j < size; j++) {
            hessian[j * size + j] += weights[0] / bound;
        }
    }
}
