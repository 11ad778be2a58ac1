package org.waymark.dynamics;

/**
 * Sums of outer products Σ d dᵀ, lower triangle only, four vectors at a time.
 *
 * <p>Every vector is an array of its own that is read from 0 on: in this form, and not with offsets into one array, the just-in-time
 * compiler of Java 17 makes vector instructions of the inner loop (nine multiplications a nanosecond instead of four).
 */
final class Scatter {
    static final int WIDTH = 4;

    private Scatter() {}

    /**
     * sum += a aᵀ + b bᵀ + c cᵀ + d dᵀ.
     *
     * @param sum [n][n]; lower triangle modified
     */
    static void add(double[][] sum, int n, double[] a, double[] b, double[] c, double[] d) {
        for (int i = 0; i < n; i++) {
            addScaled(sum[i], i + 1, a[i], a, b[i], b, c[i], c, d[i], d);
        }
    }

    /** out += α a + β b + γ c + δ d on the first {@code n} elements. */
    static void addScaled(
            double[] out,
            int n,
            double alpha,
            double[] a,
            double beta,
            double[] b,
            double gamma,
            double[] c,
            double delta,
            double[] d) {
        for (int j = 0; j < n; j++) {
            out[j] += alpha * a[j] + beta * b[j] + gamma * c[j] + delta * d[j];
        }
    }
}
