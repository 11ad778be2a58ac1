package org.waymark.lqr.riccati;

import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Eigenvalues, and those of them that a control cannot move. */
final class Spectrum {
    private static final double ROUNDING = 0x1p-52;
    /** Shifts to try: the QR iteration can stall on a matrix that is orthogonal, and does not on the same matrix moved. */
    private static final double[] SHIFTS = {0, 0.375, -0.71875};

    private Spectrum() {}

    /**
     * @return empty if a is
     * @throws IllegalStateException if the QR iteration does not converge, shifted or not
     */
    static Complex_F64[] eigenvalues(DMatrixRMaj a) {
        int n = a.numRows;
        Complex_F64[] out = new Complex_F64[n];
        if (n == 0) {
            return out;
        }
        double size = Math.max(CommonOps_DDRM.elementMaxAbs(a), Double.MIN_NORMAL);
        for (double shift : SHIFTS) {
            DMatrixRMaj moved = Algebra.plus(a, shift * size, CommonOps_DDRM.identity(n));
            EigenDecomposition_F64<DMatrixRMaj> eig = DecompositionFactory_DDRM.eig(n, false);
            if (eig.decompose(moved)) {
                for (int i = 0; i < n; i++) {
                    Complex_F64 value = eig.getEigenvalue(i);
                    out[i] = new Complex_F64(value.real - shift * size, value.imaginary);
                }
                return out;
            }
        }
        throw new IllegalStateException("the eigenvalues of a " + n + "×" + n + " matrix did not converge");
    }

    /** max |λ|. */
    static double radius(DMatrixRMaj a) {
        double largest = 0;
        for (Complex_F64 value : eigenvalues(a)) {
            largest = Math.max(largest, value.getMagnitude());
        }
        return largest;
    }

    static double smallestEigenvalue(DMatrixRMaj symmetric) {
        double smallest = Double.POSITIVE_INFINITY;
        for (Complex_F64 value : eigenvalues(symmetric)) {
            smallest = Math.min(smallest, value.real);
        }
        return smallest;
    }

    /**
     * The eigenvalues of A that no feedback through B moves, by the staircase of orthogonal transformations (Paige 1981): what of [A B] is
     * below its rounding counts as zero.
     */
    static Complex_F64[] uncontrollable(DMatrixRMaj a, DMatrixRMaj b) {
        double tolerance = ROUNDING * (a.numRows + b.numCols) * (Algebra.norm(a) + Algebra.norm(b));
        DMatrixRMaj rest = a;
        DMatrixRMaj input = b;
        while (rest.numRows > 0) {
            int k = rest.numRows;
            SingularValueDecomposition_F64<DMatrixRMaj> svd =
                    DecompositionFactory_DDRM.svd(k, input.numCols, true, false, false);
            if (!svd.decompose(input.copy())) {
                throw new IllegalStateException(
                        "the singular values of a " + k + "×" + input.numCols + " matrix did not converge");
            }
            DMatrixRMaj u = svd.getU(null, false);
            double[] singular = svd.getSingularValues();
            SingularOps_DDRM.descendingOrder(u, false, singular, svd.numberOfSingularValues(), null, false);
            int rank = 0;
            while (rank < svd.numberOfSingularValues() && singular[rank] > tolerance) {
                rank++;
            }
            if (rank == 0) {
                return eigenvalues(rest);
            }
            if (rank == k) {
                break;
            }
            DMatrixRMaj reached = CommonOps_DDRM.extract(u, 0, k, 0, rank);
            DMatrixRMaj other = CommonOps_DDRM.extract(u, 0, k, rank, k);
            input = Algebra.transposedTimes(other, Algebra.times(rest, reached));
            rest = Algebra.transposedTimes(other, Algebra.times(rest, other));
        }
        return new Complex_F64[0];
    }

    static String format(Complex_F64 value) {
        return value.imaginary == 0
                ? Double.toString(value.real)
                : value.real + " ± " + Math.abs(value.imaginary) + "i";
    }
}
