package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.waymark.gps.clustering.Assignment;
import org.waymark.gps.clustering.ClusterChoice;
import org.waymark.gps.clustering.Clustering;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.gps.clustering.TrajectoryGroups;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.ExplorationNoise;
import org.waymark.sim.FirstSight;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/** New starts in every iteration, each under the controller of the cluster it belongs to. */
final class DrawnStarts implements Grouping {
    /** Trajectories may part otherwise in each iteration: centres follow the groups of so many. */
    private static final int ITERATIONS_REMEMBERED = 5;

    private final Task task;
    private final Starts.Drawn drawn;
    private final ClusteringOptions options;
    private final int rolloutsPerCluster;
    private final double initialWeight;
    private final ExplorationNoise exploration;
    private final RolloutSampler rollouts;
    private final RandomStreams streams;
    private final StartClusters clusters;

    DrawnStarts(
            Task task,
            Starts.Drawn drawn,
            AlgorithmOptions algorithm,
            Coupling coupling,
            ExplorationNoise exploration,
            RolloutSampler rollouts,
            RandomStreams streams) {
        this.task = task;
        this.drawn = drawn;
        this.options = drawn.clustering();
        this.rolloutsPerCluster = algorithm.rolloutsPerCluster();
        this.initialWeight = coupling.initialWeight();
        this.exploration = exploration;
        this.rollouts = rollouts;
        this.streams = streams;
        this.clusters = new StartClusters(drawn, rollouts, streams);
        AlgorithmOptions.require(
                options.minRollouts() <= rolloutsPerCluster,
                "clustering.minRollouts: expected ≤ algorithm.rolloutsPerCluster = " + rolloutsPerCluster + ", found "
                        + options.minRollouts());
    }

    /** First clusters from a sample of starts at which the plant is only looked at. */
    @Override
    public State begun(State state) {
        if (state.clustering().isPresent()) {
            return state;
        }
        StartClusters.Sample sample = clusters.sample();
        long seed = streams.derive("clusters", 0, 0, 0);
        if (options.count() == ClusteringOptions.Count.FIXED) {
            return withControllers(state, sample.clustering(drawn.clusters(), seed), sample);
        }
        ClusterChoice choice = choose(sample.clustering(1, seed), meanState(sample.sights()), seed);
        Clustering clustering = sample.clustering(choice.clusters(), seed).withChoice(choice);
        long steps = (long) drawn.clusters() * rolloutsPerCluster * task.horizon();
        return withControllers(state, clustering, sample).withMoreSteps(steps);
    }

    private State withControllers(State state, Clustering clustering, StartClusters.Sample sample) {
        int count = clustering.centres().size();
        int[] groups = Assignment.nearest(clustering.squaredDistances(sample.features()), 1);
        List<FirstSight> sights = sample.sights();
        List<ClusterState> states = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            List<FirstSight> own = new ArrayList<>();
            for (int i = 0; i < groups.length; i++) {
                if (groups[i] == c) {
                    own.add(sights.get(i));
                }
            }
            states.add(ClusterState.initial(drawn.initialController().apply(meanState(own)), initialWeight));
        }
        return state.withClusters(states).withClustering(clustering);
    }

    /** How many clusters rollouts call for that one controller makes from anywhere. */
    private ClusterChoice choose(Clustering unit, double[] mean, long seed) {
        RandomStreams own = new RandomStreams(streams.derive("number of clusters", 0, 0, 0));
        LinearGaussianController controller = drawn.initialController().apply(mean);
        List<InitialState> starts =
                clusters.draw(drawn.clusters() * rolloutsPerCluster, own.stream("drawn starts", 0, 0, 0));
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            requests.add(RolloutRequest.exploring(
                    starts.get(i),
                    ControlLaw.of(controller),
                    0,
                    i,
                    exploration,
                    task.horizon(),
                    rollouts.spec().controlSize(),
                    own,
                    0));
        }
        List<Rollout> done = rollouts.run(task.horizon(), requests);
        List<double[]> scaled = unit.scaled(clusters.features(starts, sights(done)));
        return ClusterChoice.of(done, scaled, options, drawn.clusters(), seed);
    }

    @Override
    public List<List<InitialState>> starts(State state) {
        return clusters.starts(state.iteration(), state.clustering().orElseThrow(), rolloutsPerCluster);
    }

    @Override
    public Run<State> grouped(State state, List<List<InitialState>> starts, List<List<Rollout>> rollouts) {
        int count = starts.size();
        List<Rollout> all = rollouts.stream().flatMap(List::stream).toList();
        List<double[]> features =
                clusters.features(starts.stream().flatMap(List::stream).toList(), sights(all));
        int[] groups = new int[all.size()];
        for (int c = 0, k = 0; c < count; c++) {
            for (int i = 0; i < rollouts.get(c).size(); i++) {
                groups[k++] = c;
            }
        }
        double memory = Double.POSITIVE_INFINITY;
        if (options.by() == ClusteringOptions.Method.EM && count > 1) {
            groups = TrajectoryGroups.regroup(all, groups, count, options.minRollouts());
            memory = ITERATIONS_REMEMBERED * rolloutsPerCluster;
        }
        Clustering moved = state.clustering().orElseThrow().moved(features, groups, memory);
        return new Run<>(state.withClustering(moved), StartClusters.parted(all, groups, count));
    }

    private static List<FirstSight> sights(List<Rollout> rollouts) {
        return rollouts.stream()
                .map(rollout -> new FirstSight(
                        rollout.states().step(0), rollout.observations().step(0)))
                .toList();
    }

    private static double[] meanState(List<FirstSight> sights) {
        double[] mean = new double[sights.get(0).state().length];
        for (FirstSight sight : sights) {
            double[] x = sight.state();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += x[i] / sights.size();
            }
        }
        return mean;
    }
}
