package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.ExplorationNoise;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/** Runs the local controllers, or the global policy, with exploration noise. */
final class Sampler {
    private final Task task;
    private final AlgorithmOptions options;
    private final ExplorationNoise exploration;
    private final RolloutSampler rollouts;
    private final RandomStreams streams;

    Sampler(
            Task task,
            AlgorithmOptions options,
            ExplorationNoise exploration,
            RolloutSampler rollouts,
            RandomStreams streams) {
        this.task = task;
        this.options = options;
        this.exploration = exploration;
        this.rollouts = rollouts;
        this.streams = streams;
    }

    /** The training rollouts of one iteration, per cluster; empty if the plant broke down under the controllers. */
    Optional<List<List<Rollout>>> collect(State state) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int c = 0; c < task.clusters().size(); c++) {
            ControlLaw law =
                    options.rolloutsBy() == RolloutsBy.POLICY && state.policy().isPresent()
                            ? ControlLaw.of(state.policy().get().policy())
                            : ControlLaw.of(state.clusters().get(c).controller());
            for (int i = 0; i < options.rolloutsPerCluster(); i++) {
                requests.add(RolloutRequest.exploring(
                        start(state.iteration(), c, i),
                        law,
                        c,
                        i,
                        exploration,
                        task.horizon(),
                        rollouts.spec().controlSize(),
                        streams,
                        state.iteration()));
            }
        }
        List<Optional<Rollout>> done = rollouts.attempt(task.horizon(), requests);
        if (!done.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<List<Rollout>> perCluster = new ArrayList<>();
        for (int c = 0; c < task.clusters().size(); c++) {
            int from = c * options.rolloutsPerCluster();
            perCluster.add(done.subList(from, from + options.rolloutsPerCluster()).stream()
                    .map(Optional::orElseThrow)
                    .toList());
        }
        return Optional.of(perCluster);
    }

    /** Goes through a cluster's starts in an order of its own in each iteration, so that no start is used twice before all are. */
    private InitialState start(int iteration, int cluster, int sample) {
        List<InitialState> starts = task.clusters().get(cluster).starts();
        int round = sample / starts.size();
        List<InitialState> order = shuffled(starts, streams.stream("starts", iteration, cluster, round));
        return order.get(sample % starts.size());
    }

    private static List<InitialState> shuffled(List<InitialState> starts, RandomGenerator random) {
        List<InitialState> order = new ArrayList<>(starts);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }
}
