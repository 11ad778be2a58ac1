package org.waymark.lqr.matrix;

/**
 * The factorisation P = L̃DL̃ᵀ of a small symmetric matrix, L̃ unit lower triangular: no square roots, and one division for each pivot.
 *
 * <p>What is kept is −L̃ and its transpose, as solving wants them. Beyond the size both hold zeros.
 */
final class UnitFactor {
    final int size;
    /** Distance of rows: the size, rounded up to a multiple of four. */
    final int stride;
    /** P before, in its lower triangle; L̃D after. */
    final double[] matrix;
    /** −L̃ below the diagonal, zeros elsewhere. */
    final double[] negative;
    /** −L̃ᵀ above the diagonal, zeros elsewhere. */
    final double[] negativeTransposed;
    /** D⁻¹, [stride]. */
    final double[] inverse;

    UnitFactor(int size) {
        this.size = size;
        stride = (size + 3) & ~3;
        matrix = new double[stride * stride];
        negative = new double[stride * stride];
        negativeTransposed = new double[stride * stride];
        inverse = new double[stride];
    }

    /** @return false if P is not positive definite to working precision or holds a NaN */
    boolean factor() {
        double[] w = matrix;
        double[] l = negative;
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, w[i * stride + i]);
        }
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return false;
        }
        double floor = Cholesky.PIVOT_FLOOR * largest;
        for (int i = 0; i < size; i++) {
            int rowI = i * stride;
            double pivot = w[rowI + i];
            for (int j = 0; j < i; j++) {
                int rowJ = j * stride;
                double sum = w[rowI + j];
                for (int k = 0; k < j; k++) {
                    sum = Math.fma(w[rowI + k], l[rowJ + k], sum);
                }
                w[rowI + j] = sum;
                double entry = -sum * inverse[j];
                l[rowI + j] = entry;
                negativeTransposed[rowJ + i] = entry;
                pivot = Math.fma(entry, sum, pivot);
            }
            if (!(pivot > floor)) {
                return false;
            }
            inverse[i] = 1 / pivot;
        }
        return true;
    }
}
