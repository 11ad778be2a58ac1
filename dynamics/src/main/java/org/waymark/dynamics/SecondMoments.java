package org.waymark.dynamics;

/** Sums of outer products. */
final class SecondMoments {
    private SecondMoments() {}

    /** S += w v vᵀ, for S [D × D], row-major, symmetric to the last bit. */
    static void add(double[] v, double weight, double[] sum) {
        int size = v.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double product = weight * (v[i] * v[j]);
                sum[i * size + j] += product;
                if (j < i) {
                    sum[j * size + i] += product;
                }
            }
        }
    }

    /**
     * Mean and covariance of rows.
     *
     * @param rows [count × D]; not modified
     * @param mean [D]; overwritten
     * @return [D × D], divided by count
     */
    static double[] about(double[] rows, double[] mean) {
        int size = mean.length;
        int count = rows.length / size;
        double[] covariance = new double[size * size];
        ColumnMoments.meanAndDeviation(rows, count, size, mean, new double[size]);
        double[] difference = new double[size];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < size; i++) {
                difference[i] = rows[n * size + i] - mean[i];
            }
            add(difference, 1.0 / count, covariance);
        }
        return covariance;
    }
}
