package org.waymark.gps.experiment;

import java.util.List;
import java.util.Optional;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.sim.GaussianStarts;
import org.waymark.sim.InitialState;
import org.waymark.sim.MixtureStarts;
import org.waymark.sim.Plant;
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

    /** Starts that are drawn anew in every iteration; those for validation and for evaluation are drawn once, and apart. */
    interface Drawn {
        int DEFAULT_VALIDATION_STARTS = 50;

        /**
         * Where the starts come from.
         *
         * @throws IllegalArgumentException if that is left to the plant, and the plant does not say
         */
        StartDistribution distribution(Plant plant);

        /** Number of clusters, or the largest number to consider, ≥ 1. */
        int clusters();

        /** How the starts make clusters. */
        ClusteringOptions clustering();

        /** From how many starts the policy of each iteration is judged; empty for {@link #DEFAULT_VALIDATION_STARTS}. */
        Optional<Integer> validationStarts();

        /** The same, with its default. */
        default int validationCount() {
            return validationStarts().orElse(DEFAULT_VALIDATION_STARTS);
        }
    }

    /**
     * Starts drawn uniformly from a box around a nominal one.
     *
     * @param nominal the centre, in the coordinates of the plant
     * @param halfWidth [coordinates] half the width of the box
     * @param parameters the centre of the parameters, shifts of bodies in metres; zeros if left out
     * @param parameterHalfWidth [parameters] half the width of their box; zeros if left out
     * @param clusters number of clusters, or the largest number to consider, ≥ 1
     * @param clustering how the starts make clusters
     * @param validationStarts from how many starts, always the same, the policy of each iteration is judged, ≥ 1; 50 if left out
     */
    record Uniform(
            double[] nominal,
            double[] halfWidth,
            Optional<double[]> parameters,
            Optional<double[]> parameterHalfWidth,
            int clusters,
            ClusteringOptions clustering,
            Optional<Integer> validationStarts)
            implements StartOptions, Drawn {
        public Uniform {
            requireAlike("halfWidth", nominal, halfWidth);
            requireAlike("parameterHalfWidth", parameters, parameterHalfWidth);
            requireCounts(clusters, validationStarts);
            nominal = nominal.clone();
            halfWidth = halfWidth.clone();
            requireSpread("halfWidth", box(nominal, halfWidth, parameters, parameterHalfWidth));
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
        public StartDistribution distribution(Plant plant) {
            return box(nominal, halfWidth, parameters, parameterHalfWidth);
        }
    }

    /**
     * Starts drawn from a normal distribution around a nominal one.
     *
     * @param nominal the mean, in the coordinates of the plant
     * @param deviation [coordinates] standard deviations
     * @param parameters the mean of the parameters, shifts of bodies in metres; zeros if left out
     * @param parameterDeviation [parameters] their standard deviations; zeros if left out
     * @param clusters number of clusters, or the largest number to consider, ≥ 1
     * @param clustering how the starts make clusters
     * @param validationStarts from how many starts, always the same, the policy of each iteration is judged, ≥ 1; 50 if left out
     */
    record Gaussian(
            double[] nominal,
            double[] deviation,
            Optional<double[]> parameters,
            Optional<double[]> parameterDeviation,
            int clusters,
            ClusteringOptions clustering,
            Optional<Integer> validationStarts)
            implements StartOptions, Drawn {
        public Gaussian {
            requireAlike("deviation", nominal, deviation);
            requireAlike("parameterDeviation", parameters, parameterDeviation);
            requireCounts(clusters, validationStarts);
            nominal = nominal.clone();
            deviation = deviation.clone();
            requireSpread("deviation", bell(nominal, deviation, parameters, parameterDeviation));
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
        public StartDistribution distribution(Plant plant) {
            return bell(nominal, deviation, parameters, parameterDeviation);
        }
    }

    /**
     * Starts drawn from one of several boxes, chosen at random each time.
     *
     * @param components the boxes
     * @param clusters number of clusters, or the largest number to consider, ≥ 1
     * @param clustering how the starts make clusters
     * @param validationStarts from how many starts, always the same, the policy of each iteration is judged, ≥ 1; 50 if left out
     */
    record Mixture(
            List<Component> components, int clusters, ClusteringOptions clustering, Optional<Integer> validationStarts)
            implements StartOptions, Drawn {
        public Mixture {
            components = List.copyOf(components);
            if (components.isEmpty()) {
                throw new IllegalArgumentException("components: expected at least one");
            }
            requireCounts(clusters, validationStarts);
            requireSpread("components", mixture(components));
        }

        @Override
        public StartDistribution distribution(Plant plant) {
            return mixture(components);
        }
    }

    /**
     * Starts drawn as the plant's own task draws them, such as those of the {@code bench-} plants.
     *
     * @param clusters number of clusters, or the largest number to consider, ≥ 1
     * @param clustering how the starts make clusters
     * @param validationStarts from how many starts, always the same, the policy of each iteration is judged, ≥ 1; 50 if left out
     */
    record Task(int clusters, ClusteringOptions clustering, Optional<Integer> validationStarts)
            implements StartOptions, Drawn {
        public Task {
            requireCounts(clusters, validationStarts);
        }

        @Override
        public StartDistribution distribution(Plant plant) {
            return plant.starts()
                    .orElseThrow(() -> new IllegalArgumentException("task.starts.type: this plant does not say where"
                            + " its task begins; expected listed, uniform, gaussian or mixture, found task"));
        }
    }

    /**
     * A box of a mixture.
     *
     * @param nominal the centre, in the coordinates of the plant
     * @param halfWidth [coordinates] half the width of the box; zeros if left out
     * @param parameters the centre of the parameters, shifts of bodies in metres; zeros if left out
     * @param parameterHalfWidth [parameters] half the width of their box; zeros if left out
     * @param weight how likely it is beside the others, > 0; 1 if left out
     */
    record Component(
            double[] nominal,
            Optional<double[]> halfWidth,
            Optional<double[]> parameters,
            Optional<double[]> parameterHalfWidth,
            Optional<Double> weight) {
        public Component {
            requireAlike("halfWidth", nominal, halfWidth.orElse(new double[nominal.length]));
            requireAlike("parameterHalfWidth", parameters, parameterHalfWidth);
            if (weight.isPresent() && !(weight.get() > 0 && weight.get() < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight: expected > 0, found " + weight.get());
            }
            nominal = nominal.clone();
        }

        @Override
        public double[] nominal() {
            return nominal.clone();
        }
    }

    /**
     * One start.
     *
     * @param coordinates in the coordinates of the plant
     * @param parameters shifts of the offset bodies, in metres; none if left out
     */
    record Start(double[] coordinates, Optional<double[]> parameters) {}

    private static StartDistribution box(
            double[] nominal,
            double[] halfWidth,
            Optional<double[]> parameters,
            Optional<double[]> parameterHalfWidth) {
        return new UniformStarts(
                centre(nominal, parameters, parameterHalfWidth), halfWidth, spread(parameters, parameterHalfWidth));
    }

    private static StartDistribution bell(
            double[] nominal,
            double[] deviation,
            Optional<double[]> parameters,
            Optional<double[]> parameterDeviation) {
        return new GaussianStarts(
                centre(nominal, parameters, parameterDeviation), deviation, spread(parameters, parameterDeviation));
    }

    private static StartDistribution mixture(List<Component> components) {
        return new MixtureStarts(
                components.stream()
                        .map(one -> box(
                                one.nominal(),
                                one.halfWidth().orElse(new double[one.nominal().length]),
                                one.parameters(),
                                one.parameterHalfWidth()))
                        .toList(),
                components.stream().map(one -> one.weight().orElse(1.0)).toList());
    }

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

    private static void requireCounts(int clusters, Optional<Integer> validationStarts) {
        if (clusters < 1) {
            throw new IllegalArgumentException("clusters: expected ≥ 1, found " + clusters);
        }
        if (validationStarts.isPresent() && validationStarts.get() < 1) {
            throw new IllegalArgumentException("validationStarts: expected ≥ 1, found " + validationStarts.get());
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
