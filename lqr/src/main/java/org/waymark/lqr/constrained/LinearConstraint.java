package org.waymark.lqr.constrained;

/**
 * Linear constraints on state and control: g = A x + B u − b.
 *
 * <p>Entries of B that are 0 do not read the control, so with B = 0 it may be imposed at t = T too.
 *
 * @param stateMatrix A, [size × n], row-major; copied in and out
 * @param controlMatrix B, [size × m], row-major; copied in and out
 * @param bound b, [size]; copied in and out
 */
public record LinearConstraint(double[] stateMatrix, double[] controlMatrix, double[] bound) implements Constraint {
    /** @throws IllegalArgumentException if an entry is not finite, b is empty, or a matrix has no whole number of columns */
    public LinearConstraint {
        bound = Entries.finite("linear constraint: b", bound);
        stateMatrix = Entries.finite("linear constraint: A", stateMatrix);
        controlMatrix = Entries.finite("linear constraint: B", controlMatrix);
        requireColumns("A", stateMatrix, bound.length);
        requireColumns("B", controlMatrix, bound.length);
    }

    private static void requireColumns(String name, double[] matrix, int rows) {
        if (rows == 0 || matrix.length % rows != 0) {
            throw new IllegalArgumentException("linear constraint: " + name + ": expected " + rows
                    + " rows, one for each entry of b, found " + matrix.length + " numbers");
        }
    }

    @Override
    public double[] stateMatrix() {
        return stateMatrix.clone();
    }

    @Override
    public double[] controlMatrix() {
        return controlMatrix.clone();
    }

    @Override
    public double[] bound() {
        return bound.clone();
    }

    @Override
    public int size() {
        return bound.length;
    }

    @Override
    public void value(double[] state, double[] control, int t, double[] value) {
        int n = stateMatrix.length / bound.length;
        int m = controlMatrix.length / bound.length;
        for (int i = 0; i < bound.length; i++) {
            double sum = -bound[i];
            for (int j = 0; j < n; j++) {
                sum += stateMatrix[i * n + j] * state[j];
            }
            for (int j = 0; j < m; j++) {
                double b = controlMatrix[i * m + j];
                sum += b == 0 ? 0 : b * control[j];
            }
            value[i] = sum;
        }
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        int n = stateMatrix.length / bound.length;
        int m = controlMatrix.length / bound.length;
        for (int i = 0; i < bound.length; i++) {
            System.arraycopy(stateMatrix, i * n, jacobian, i * (n + m), n);
            System.arraycopy(controlMatrix, i * m, jacobian, i * (n + m) + n, m);
        }
    }
}
