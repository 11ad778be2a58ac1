package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waymark.gps.algorithm.Cluster;
import org.waymark.gps.algorithm.InitialStateClusters;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;

/** Makes the starts that {@link StartOptions} describe: clusters of them for training, others for evaluation. */
final class TaskStarts {
    private TaskStarts() {}

    static List<Cluster> clusters(StartOptions options, RandomStreams streams) {
        if (options instanceof StartOptions.Listed listed) {
            return Cluster.each(listed.states().stream()
                    .map(start -> new InitialState(
                            start.coordinates(), start.parameters().orElse(new double[0])))
                    .toList());
        }
        StartOptions.Drawn drawn = (StartOptions.Drawn) options;
        RandomGenerator random = streams.stream("training starts", 0, 0, 0);
        List<InitialState> starts = draw(drawn.distribution(), drawn.clusters() * drawn.startsPerCluster(), random);
        return InitialStateClusters.kMeans(starts, drawn.clusters(), streams.derive("clusters", 0, 0, 0));
    }

    static List<InitialState> evaluation(Experiment experiment, List<Cluster> clusters, RandomStreams streams) {
        if (experiment.task().starts() instanceof StartOptions.Drawn drawn) {
            RandomGenerator random = streams.stream("evaluation starts", 0, 0, 0);
            return draw(drawn.distribution(), experiment.evaluation().episodes(), random);
        }
        List<InitialState> listed =
                clusters.stream().flatMap(cluster -> cluster.starts().stream()).toList();
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
