package org.waymark.lqr.matrix;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Matrix algebra of EJML, written as one reads it. */
record Dense(DMatrixRMaj matrix) {
    static Dense of(int rows, int cols, double[] rowMajor) {
        return new Dense(new DMatrixRMaj(rows, cols, true, rowMajor));
    }

    static Dense identity(int size) {
        return new Dense(CommonOps_DDRM.identity(size));
    }

    Dense mult(Dense other) {
        return new Dense(CommonOps_DDRM.mult(matrix, other.matrix, null));
    }

    Dense plus(Dense other) {
        return new Dense(CommonOps_DDRM.add(matrix, other.matrix, null));
    }

    Dense scale(double factor) {
        DMatrixRMaj out = matrix.copy();
        CommonOps_DDRM.scale(factor, out);
        return new Dense(out);
    }

    Dense transpose() {
        return new Dense(CommonOps_DDRM.transpose(matrix, null));
    }

    /** Rows from {@code r0} to before {@code r1}, columns from {@code c0} to before {@code c1}. */
    Dense block(int r0, int r1, int c0, int c1) {
        return new Dense(CommonOps_DDRM.extract(matrix, r0, r1, c0, c1));
    }

    /** X with this · X = right. */
    Dense solve(Dense right) {
        DMatrixRMaj out = new DMatrixRMaj(matrix.numCols, right.matrix.numCols);
        if (!CommonOps_DDRM.solve(matrix, right.matrix, out)) {
            throw new IllegalStateException("singular");
        }
        return new Dense(out);
    }

    double[] toArray() {
        return matrix.data.clone();
    }
}
