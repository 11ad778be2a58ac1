package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Grouping grouping;

    Sampler(
            Task task,
            AlgorithmOptions options,
            Coupling coupling,
            ExplorationNoise exploration,
            RolloutSampler rollouts,
            RandomStreams streams) {
        this.task = task;
        this.options = options;
        this.exploration = exploration;
        this.rollouts = rollouts;
        this.streams = streams;
        this.grouping = task.starts() instanceof Starts.Drawn drawn
                ? new DrawnStarts(task, drawn, options, coupling, exploration, rollouts, streams)
                : new ListedStarts((Starts.Listed) task.starts(), options, coupling, streams);
    }

    /** The same state; before the first iteration, with its clusters. */
    State cluster(State state) {
        return grouping.begun(state);
    }

    /** The training rollouts of one iteration, per cluster; empty if the plant broke down under the controllers. */
    Optional<Run<State>> collect(State state) {
        List<List<InitialState>> starts = grouping.starts(state);
        List<RolloutRequest> requests = new ArrayList<>();
        for (int c = 0; c < starts.size(); c++) {
            ControlLaw law =
                    options.rolloutsBy() == RolloutsBy.POLICY && state.policy().isPresent()
                            ? ControlLaw.of(state.policy().get().policy())
                            : ControlLaw.of(state.clusters().get(c).controller());
            for (int i = 0; i < starts.get(c).size(); i++) {
                requests.add(RolloutRequest.exploring(
                        starts.get(c).get(i),
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
        int from = 0;
        for (List<InitialState> own : starts) {
            perCluster.add(done.subList(from, from + own.size()).stream()
                    .map(Optional::orElseThrow)
                    .toList());
            from += own.size();
        }
        return Optional.of(grouping.grouped(state, starts, perCluster));
    }
}
