package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.distillation.policy.Actor;
import org.waymark.distillation.policy.Environment;
import org.waymark.distillation.policy.EnvironmentSpec;
import org.waymark.distillation.policy.Visits;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/**
 * A task as an environment of policy distillation: it collects from the task's training starts and judges from those that training judges the
 * policy of each iteration from.
 *
 * <p>Listed starts are gone through in turn, others are drawn anew in each iteration.
 */
public final class SimulatedEnvironment implements Environment, AutoCloseable {
    private final Task task;
    private final List<String> observationNames;
    private final RolloutSampler sampler;
    private final RandomStreams streams;
    private final int index;

    /**
     * @param observationNames one for each entry of an observation
     * @param index of the task among those of the student: tasks draw their starts from streams of their own
     * @param threads how many rollouts are made at a time; changes no number
     */
    public SimulatedEnvironment(Task task, List<String> observationNames, long seed, int index, int threads) {
        this.task = task;
        this.observationNames = List.copyOf(observationNames);
        this.sampler = new RolloutSampler(task.simulators(), threads);
        this.streams = new RandomStreams(seed);
        this.index = index;
    }

    @Override
    public EnvironmentSpec spec() {
        return new EnvironmentSpec(
                task.horizon(), sampler.spec().stateSize(), sampler.spec().controlSize(), observationNames);
    }

    @Override
    public Visits collect(int iteration, List<Actor> actors) {
        List<InitialState> starts = starts(iteration, actors.size());
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < actors.size(); i++) {
            requests.add(RolloutRequest.noiseFree(starts.get(i), actors.get(i)::act, index, i)
                    .withSeed(streams.derive("plant", iteration, index, i)));
        }
        return Visits.of(
                sampler.spec().stateSize(),
                sampler.spec().observationSize(),
                sampler.attempt(task.horizon(), requests).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private List<InitialState> starts(int iteration, int count) {
        List<InitialState> starts = new ArrayList<>();
        RandomGenerator random = streams.stream("starts", iteration, index, 0);
        List<InitialState> listed = task.starts() instanceof Starts.Listed fixed
                ? fixed.clusters().stream()
                        .flatMap(cluster -> cluster.starts().stream())
                        .toList()
                : List.of();
        for (int i = 0; i < count; i++) {
            starts.add(
                    task.starts() instanceof Starts.Drawn drawn
                            ? drawn.distribution().draw(random)
                            : listed.get((int) (((long) iteration * count + i) % listed.size())));
        }
        return starts;
    }

    @Override
    public double cost(Actor actor) {
        return PolicyEvaluation.onTrainingStarts(task, actor::act, sampler).cost();
    }

    /** How an actor does from the evaluation starts. */
    public PolicyEvaluation evaluate(Actor actor) {
        return PolicyEvaluation.onEvaluationStarts(task, actor::act, sampler);
    }

    @Override
    public void close() {
        sampler.close();
    }
}
