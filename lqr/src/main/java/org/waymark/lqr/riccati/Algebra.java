package org.waymark.lqr.riccati;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.matrix.Cholesky;

/** Matrix expressions that return new matrices; none of them modifies its arguments unless it says so. */
final class Algebra {
    private Algebra() {}

    static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.mult(a, b, null);
    }

    /** Aᵀ B. */
    static DMatrixRMaj transposedTimes(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.multTransA(a, b, null);
    }

    /** A Bᵀ. */
    static DMatrixRMaj timesTransposed(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.multTransB(a, b, null);
    }

    static DMatrixRMaj transpose(DMatrixRMaj a) {
        return CommonOps_DDRM.transpose(a, null);
    }

    static DMatrixRMaj plus(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.add(a, b, null);
    }

    /** A + βB. */
    static DMatrixRMaj plus(DMatrixRMaj a, double beta, DMatrixRMaj b) {
        return CommonOps_DDRM.add(a, beta, b, null);
    }

    /** ½(A + Aᵀ). */
    static DMatrixRMaj symmetric(DMatrixRMaj a) {
        DMatrixRMaj out = a.copy();
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (a.get(i, j) + a.get(j, i));
                out.set(i, j, mean);
                out.set(j, i, mean);
            }
        }
        return out;
    }

    /**
     * L, lower, with A = LLᵀ; null if A is not positive definite. Judged with a unit diagonal, so that units do not matter.
     *
     * @param a symmetric
     */
    static DMatrixRMaj factor(DMatrixRMaj a) {
        int n = a.numRows;
        double[] unit = new double[n];
        double[] inverse = new double[n];
        for (int i = 0; i < n; i++) {
            double pivot = a.get(i, i);
            if (!(pivot > 0)) {
                return null;
            }
            inverse[i] = Math.scalb(1.0, Math.getExponent(Math.sqrt(pivot)));
            unit[i] = 1 / inverse[i];
        }
        DMatrixRMaj lower = scaled(unit, a, unit);
        if (!Cholesky.factor(lower.getData(), 0, n)) {
            return null;
        }
        Arrays.fill(unit, 1);
        return scaled(inverse, lower, unit);
    }

    /** A⁻¹ B for a symmetric positive definite A; null if it is not. */
    static DMatrixRMaj solvePositive(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj lower = factor(a);
        if (lower == null) {
            return null;
        }
        DMatrixRMaj out = b.copy();
        Cholesky.solve(lower.getData(), 0, a.numRows, out.getData(), 0, b.numCols);
        return out;
    }

    /** The Frobenius norm; not finite if an entry is not, which EJML's does not promise. */
    static double norm(DMatrixRMaj a) {
        double largest = 0;
        for (double entry : a.getData()) {
            largest = Math.max(largest, Math.abs(entry));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double entry : a.getData()) {
            sum += (entry / largest) * (entry / largest);
        }
        return largest * Math.sqrt(sum);
    }

    /** tr(AᵀB). */
    static double inner(DMatrixRMaj a, DMatrixRMaj b) {
        double sum = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }

    /** L⁻¹ A for a lower triangular L. */
    static DMatrixRMaj solveLower(DMatrixRMaj lower, DMatrixRMaj a) {
        DMatrixRMaj out = a.copy();
        Cholesky.solveLower(lower.getData(), 0, lower.numRows, out.getData(), 0, a.numCols);
        return out;
    }

    /** A L⁻ᵀ for a lower triangular L. */
    static DMatrixRMaj solveRight(DMatrixRMaj a, DMatrixRMaj lower) {
        return transpose(solveLower(lower, transpose(a)));
    }

    /** S A T with S = diag(left), T = diag(right). */
    static DMatrixRMaj scaled(double[] left, DMatrixRMaj a, double[] right) {
        DMatrixRMaj out = a.copy();
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                out.set(i, j, left[i] * a.get(i, j) * right[j]);
            }
        }
        return out;
    }
}
