package org.waymark.lqr.estimation;

import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RowMajor;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What is measured of a state: y_t = C_t x_t + d_t + v_t, v_t ~ N(0, V_t). A sensor of one step is the same at every t.
 *
 * @param matrix C, S × p×n, where S is 1 or T+1, for t = 0…T
 * @param offset d, S × p
 * @param noise V, S × p×p, symmetric positive semidefinite
 */
public record LinearGaussianSensor(TimeVaryingMatrix matrix, TimeVaryingMatrix offset, TimeVaryingMatrix noise) {
    public LinearGaussianSensor {
        int steps = matrix.steps();
        int p = matrix.rows();
        if (steps < 1 || p < 1) {
            throw new IllegalArgumentException("sensor: expected at least one step and one row, found " + matrix);
        }
        offset.requireShape("sensor offset", steps, p, 1);
        noise.requireShape("sensor noise", steps, p, p);
        NonFiniteException.check("sensor matrix", matrix.toArray(), -1);
        NonFiniteException.check("sensor offset", offset.toArray(), -1);
        NonFiniteException.check("sensor noise", noise.toArray(), -1);
    }

    /**
     * The same sensor at every t, without an offset.
     *
     * @param matrix C, p × n
     * @param noise V, p × p, symmetric positive semidefinite
     */
    public static LinearGaussianSensor constant(double[][] matrix, double[][] noise) {
        int p = RowMajor.rowCount("C", matrix);
        int n = RowMajor.colCount("C", matrix);
        return new LinearGaussianSensor(
                TimeVaryingMatrix.of(1, p, n, RowMajor.read("C", matrix, p, n)),
                TimeVaryingMatrix.zeros(1, p, 1),
                TimeVaryingMatrix.of(1, p, p, RowMajor.readSymmetric("V", noise, p)));
    }

    public int stateSize() {
        return matrix.cols();
    }

    public int measurementSize() {
        return matrix.rows();
    }
}
