package org.waymark.gps.experiment;

import java.util.List;
import java.util.Optional;
import org.waymark.sim.GaussianStarts;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.UniformStarts;

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

    /** Starts that are drawn, then clustered by k-means++; held-out starts are drawn likewise. */
    interface Drawn {
        StartDistribution distribution();

        /** Number of clusters, ≥ 1. */
        int clusters();

        /** How many starts are drawn, per cluster on average, ≥ 2. */
        int startsPerCluster();
    }

    /**
     * Starts drawn uniformly from a box around a nominal one, then clustered by k-means++; held-out starts are drawn likewise.
     *
     * @param nominal the centre, in the coordinates of the plant
     * @param halfWidth [coordinates] half the width of the box
     * @param parameters the centre of the parameters, shifts of bodies in metres; zeros if left out
     * @param parameterHalfWidth [parameters] half the width of their box; zeros if left out
     * @param clusters number of clusters, ≥ 1
     * @param startsPerCluster how many starts are drawn, per cluster on average, ≥ 2
     */
    record Uniform(
            double[] nominal,
            double[] halfWidth,
            Optional<double[]> parameters,
            Optional<double[]> parameterHalfWidth,
            int clusters,
            int startsPerCluster)
            implements StartOptions, Drawn {
        public Uniform {
            requireAlike("halfWidth", nominal, halfWidth);
            requireAlike("parameterHalfWidth", parameters, parameterHalfWidth);
            requireCounts(clusters, startsPerCluster);
            nominal = nominal.clone();
            halfWidth = halfWidth.clone();
            requireSpread(
                    "halfWidth",
                    new UniformStarts(
                            centre(nominal, parameters, parameterHalfWidth),
                            halfWidth,
                            spread(parameters, parameterHalfWidth)));
        }

        @Override
        public double[] nominal() {
            return nominal.clone();
        }

        @Override
        public double[] halfWidth() {
            return halfWidth.clone();
        }

        @Override
        public StartDistribution distribution() {
            return new UniformStarts(
                    centre(nominal, parameters, parameterHalfWidth), halfWidth, spread(parameters, parameterHalfWidth));
        }
    }

    /**
     * Starts drawn from a normal distribution around a nominal one, then clustered by k-means++; held-out starts are drawn likewise.
     *
     * @param nominal the mean, in the coordinates of the plant
     * @param deviation [coordinates] standard deviations
     * @param parameters the mean of the parameters, shifts of bodies in metres; zeros if left out
     * @param parameterDeviation [parameters] their standard deviations; zeros if left out
     * @param clusters number of clusters, ≥ 1
     * @param startsPerCluster how many starts are drawn, per cluster on average, ≥ 2
     */
    record Gaussian(
            double[] nominal,
            double[] deviation,
            Optional<double[]> parameters,
            Optional<double[]> parameterDeviation,
            int clusters,
            int startsPerCluster)
            implements StartOptions, Drawn {
        public Gaussian {
            requireAlike("deviation", nominal, deviation);
            requireAlike("parameterDeviation", parameters, parameterDeviation);
            requireCounts(clusters, startsPerCluster);
            nominal = nominal.clone();
            deviation = deviation.clone();
            requireSpread(
                    "deviation",
                    new GaussianStarts(
                            centre(nominal, parameters, parameterDeviation),
                            deviation,
                            spread(parameters, parameterDeviation)));
        }

        @Override
        public double[] nominal() {
            return nominal.clone();
        }

        @Override
        public double[] deviation() {
            return deviation.clone();
        }

        @Override
        public StartDistribution distribution() {
            return new GaussianStarts(
                    centre(nominal, parameters, parameterDeviation), deviation, spread(parameters, parameterDeviation));
        }
    }

    /**
     * One start.
     *
     * @param coordinates in the coordinates of the plant
     * @param parameters shifts of the offset bodies, in metres; none if left out
     */
    record Start(double[] coordinates, Optional<double[]> parameters) {}

    private static void requireAlike(String key, double[] centre, double[] spread) {
        if (centre.length != spread.length) {
            throw new IllegalArgumentException(
                    key + ": expected " + centre.length + " numbers, found " + spread.length);
        }
        for (double number : spread) {
            if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(key + ": expected numbers ≥ 0, found " + number);
            }
        }
    }

    private static void requireAlike(String key, Optional<double[]> centre, Optional<double[]> spread) {
        double[] widths = spread.orElse(new double[0]);
        requireAlike(key, spread.isEmpty() ? widths : centre.orElse(widths), widths);
    }

    private static void requireCounts(int clusters, int startsPerCluster) {
        if (clusters < 1) {
            throw new IllegalArgumentException("clusters: expected ≥ 1, found " + clusters);
        }
        if (startsPerCluster < 2) {
            throw new IllegalArgumentException("startsPerCluster: expected ≥ 2, found " + startsPerCluster);
        }
    }

    private static void requireSpread(String key, StartDistribution distribution) {
        if (distribution.isConstant()) {
            throw new IllegalArgumentException(
                    key + ": expected a number > 0 somewhere, found a distribution that yields the"
                            + " same state always; to begin there, list it (type: listed)");
        }
    }

    private static InitialState centre(double[] nominal, Optional<double[]> parameters, Optional<double[]> spread) {
        int size = spread.map(widths -> widths.length).orElse(0);
        return new InitialState(nominal, parameters.orElse(new double[size]));
    }

    private static double[] spread(Optional<double[]> parameters, Optional<double[]> spread) {
        return spread.orElse(new double[parameters.map(centre -> centre.length).orElse(0)]);
    }
}
