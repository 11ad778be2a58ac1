package org.waymark.gps.trpo;

/** The method of conjugate gradients (Hestenes and Stiefel 1952) for A x = b with A symmetric positive definite, known by its products. */
public final class ConjugateGradient {
    private ConjugateGradient() {}

    /** A. */
    @FunctionalInterface
    public interface Product {
        /**
         * Writes A v.
         *
         * @param direction v; not modified
         * @param product overwritten
         */
        void multiply(double[] direction, double[] product);
    }

    /**
     * Solves from x = 0 on.
     *
     * @param rightSide b; not modified
     * @param tolerance ends as soon as ‖b − A x‖ ≤ tolerance · ‖b‖
     * @return x after at most so many steps; fewer if A shows itself not positive along a direction
     */
    public static double[] solve(Product matrix, double[] rightSide, int steps, double tolerance) {
        int n = rightSide.length;
        double[] x = new double[n];
        double[] residual = rightSide.clone();
        double[] direction = rightSide.clone();
        double[] product = new double[n];
        double square = dot(residual, residual);
        double enough = tolerance * tolerance * square;
        for (int i = 0; i < steps && square > enough; i++) {
            matrix.multiply(direction, product);
            double curvature = dot(direction, product);
            if (!(curvature > 0)) {
                return x;
            }
            double alpha = square / curvature;
            for (int k = 0; k < n; k++) {
                x[k] += alpha * direction[k];
                residual[k] -= alpha * product[k];
            }
            double newSquare = dot(residual, residual);
            double beta = newSquare / square;
            square = newSquare;
            for (int k = 0; k < n; k++) {
                direction[k] = residual[k] + beta * direction[k];
            }
        }
        return x;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
