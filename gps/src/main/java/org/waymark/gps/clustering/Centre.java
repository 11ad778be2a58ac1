package org.waymark.gps.clustering;

import java.util.Arrays;

/**
 * The middle of a cluster.
 *
 * @param features [F] in units of their spread; copied in and out
 * @param weight how many starts it is the mean of
 */
public record Centre(double[] features, double weight) {
    public Centre {
        features = features.clone();
    }

    @Override
    public double[] features() {
        return features.clone();
    }

    double squaredDistance(double[] scaled) {
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += (scaled[i] - features[i]) * (scaled[i] - features[i]);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Centre c && weight == c.weight && Arrays.equals(features, c.features);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(features);
    }
}
