package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waymark.gps.algorithm.Cluster;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.FirstSight;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.WrittenName;

/** Makes the starts that {@link StartOptions} describe: some for training, others for evaluation. */
final class TaskStarts {
    /** So many draws show whether the features tell starts apart. */
    private static final int PROBES = 20;

    private TaskStarts() {}

    /** @param controller makes the controller of the first iteration from x_0 */
    static Starts training(
            StartOptions options,
            Plant plant,
            RandomStreams streams,
            Function<double[], LinearGaussianController> controller) {
        try (Simulator simulator = plant.newSimulator()) {
            return options instanceof StartOptions.Listed listed
                    ? listed(listed, simulator, controller)
                    : drawn((StartOptions.Drawn) options, plant, simulator, streams, controller);
        }
    }

    private static Starts listed(
            StartOptions.Listed options, Simulator simulator, Function<double[], LinearGaussianController> controller) {
        List<InitialState> starts = options.states().stream()
                .map(start ->
                        new InitialState(start.coordinates(), start.parameters().orElse(new double[0])))
                .toList();
        return new Starts.Listed(
                Cluster.each(starts),
                starts.stream()
                        .map(start -> controller.apply(state(simulator, start)))
                        .toList());
    }

    private static Starts drawn(
            StartOptions.Drawn options,
            Plant plant,
            Simulator simulator,
            RandomStreams streams,
            Function<double[], LinearGaussianController> controller) {
        StartDistribution distribution = options.distribution(plant);
        List<InitialState> validation =
                draw(distribution, options.validationCount(), streams.stream("validation starts", 0, 0, 0));
        Objects.requireNonNull(controller.apply(state(simulator, validation.get(0))), "initial controller");
        if (options.clusters() > 1) {
            requireTold(options, distribution, simulator, streams.stream("probes", 0, 0, 0));
        }
        return new Starts.Drawn(distribution, options.clusters(), options.clustering(), controller, validation);
    }

    /** The features that starts are to be clustered by must exist, and vary. */
    private static void requireTold(
            StartOptions.Drawn options, StartDistribution distribution, Simulator simulator, RandomGenerator random) {
        ClusteringOptions.Features features = options.clustering().features();
        List<double[]> found = draw(distribution, PROBES, random).stream()
                .map(start -> features.of(start, look(simulator, start)))
                .toList();
        if (found.get(0).length == 0) {
            throw new IllegalArgumentException("task.starts.clustering.features: expected state or observation, for"
                    + " these starts have no parameters, found parameters");
        }
        if (found.stream().allMatch(one -> Arrays.equals(one, found.get(0)))) {
            throw new IllegalArgumentException("task.starts.clustering.features: expected features that tell starts"
                    + " apart, found " + WrittenName.of(features) + ", which is the same at all of " + PROBES
                    + " starts; choose others, or clusters: 1");
        }
    }

    private static FirstSight look(Simulator simulator, InitialState start) {
        double[] x = state(simulator, start);
        double[] observation = new double[simulator.spec().observationSize()];
        simulator.observe(x, observation);
        return new FirstSight(x, observation);
    }

    private static double[] state(Simulator simulator, InitialState start) {
        double[] x = new double[simulator.spec().stateSize()];
        Place.at("task.starts", () -> {
            simulator.reset(start, x);
            return x;
        });
        return x;
    }

    static List<InitialState> evaluation(Experiment experiment, Plant plant, Starts training, RandomStreams streams) {
        if (experiment.task().starts() instanceof StartOptions.Drawn drawn) {
            RandomGenerator random = streams.stream("evaluation starts", 0, 0, 0);
            return draw(drawn.distribution(plant), experiment.evaluation().episodes(), random);
        }
        List<InitialState> listed = ((Starts.Listed) training)
                .clusters().stream()
                        .flatMap(cluster -> cluster.starts().stream())
                        .toList();
        int count = experiment.task().isRandom()
                ? Math.max(listed.size(), experiment.evaluation().episodes())
                : listed.size();
        return IntStream.range(0, count)
                .mapToObj(i -> listed.get(i % listed.size()))
                .toList();
    }

    private static List<InitialState> draw(StartDistribution distribution, int count, RandomGenerator random) {
        List<InitialState> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(distribution.draw(random));
        }
        return starts;
    }
}
