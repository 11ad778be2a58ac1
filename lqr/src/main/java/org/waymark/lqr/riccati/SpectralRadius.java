package org.waymark.lqr.riccati;

import org.ejml.data.DMatrixRMaj;

/** max |λ| over the eigenvalues λ of a square matrix: by what a step with it stretches at most, again and again. */
public final class SpectralRadius {
    private SpectralRadius() {}

    /**
     * @param matrix [n × n], row-major; not modified
     * @throws IllegalStateException if the eigenvalues do not converge
     */
    public static double of(double[] matrix, int n) {
        return Spectrum.radius(new DMatrixRMaj(n, n, true, matrix.clone()));
    }
}
