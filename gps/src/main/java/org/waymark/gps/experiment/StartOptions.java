package org.waymark.gps.experiment;

import java.util.List;
import java.util.Optional;

/** Where rollouts begin, and how the starts make clusters. */
public sealed interface StartOptions {
    /**
     * One cluster for each listed start; the returned policy is judged from the same starts.
     *
     * @param states the starts
     */
    record Listed(List<Start> states) implements StartOptions {
        public Listed {
            states = List.copyOf(states);
            if (states.isEmpty()) {
                throw new IllegalArgumentException("states: expected at least one start");
            }
        }
    }

    /**
     * Starts drawn uniformly from a box around a nominal one, then clustered by k-means++; held-out starts are drawn likewise.
     *
     * @param nominal the centre, in the coordinates of the plant
     * @param halfWidth [coordinates] half the width of the box
     * @param clusters number of clusters, ≥ 1
     * @param startsPerCluster how many starts are drawn, per cluster on average, ≥ 2
     */
    record Uniform(double[] nominal, double[] halfWidth, int clusters, int startsPerCluster) implements StartOptions {
        public Uniform {
            if (nominal.length != halfWidth.length) {
                throw new IllegalArgumentException(
                        "halfWidth: expected " + nominal.length + " numbers, found " + halfWidth.length);
            }
            for (double h : halfWidth) {
                if (!(h >= 0)) {
                    throw new IllegalArgumentException("halfWidth: expected numbers ≥ 0, found " + h);
                }
            }
            if (clusters < 1) {
                throw new IllegalArgumentException("clusters: expected ≥ 1, found " + clusters);
            }
            if (startsPerCluster < 2) {
                throw new IllegalArgumentException("startsPerCluster: expected ≥ 2, found " + startsPerCluster);
            }
            nominal = nominal.clone();
            halfWidth = halfWidth.clone();
        }

        @Override
        public double[] nominal() {
            return nominal.clone();
        }

        @Override
        public double[] halfWidth() {
            return halfWidth.clone();
        }
    }

    /**
     * One start.
     *
     * @param coordinates in the coordinates of the plant
     * @param parameters shift of the offset body, in metres; none if left out
     */
    record Start(double[] coordinates, Optional<double[]> parameters) {}
}
