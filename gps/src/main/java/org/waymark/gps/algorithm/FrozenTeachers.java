package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.policy.Actor;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.Labelled;
import org.waymark.distillation.policy.PolicyDistillation;
import org.waymark.distillation.policy.TrainedStudent;
import org.waymark.distillation.policy.Visits;

/**
 * Teachers that do not change: with them the loop is policy distillation.
 *
 * <p>There is nothing to improve and nothing to couple; what is left is to run, to ask, to train and to judge.
 */
public final class FrozenTeachers
        implements Teachers<DistillationState, FrozenTeachers.Seen, FrozenTeachers.Taught, DistillationState> {
    private final PolicyDistillation distillation;
    private final List<SimulatedEnvironment> environments;

    /** What teachers or student came to in each task. */
    public record Seen(DistillationState state, List<Visits> visits) {}

    /** What the teachers said of it, and what the student makes of that. */
    public record Taught(Seen seen, List<Labelled> data, TrainedStudent student) {}

    /** @param environments those of the distillation's tasks, in their order; closed with this */
    public FrozenTeachers(PolicyDistillation distillation, List<SimulatedEnvironment> environments) {
        this.distillation = distillation;
        this.environments = List.copyOf(environments);
    }

    @Override
    public DistillationState initialState() {
        return distillation.initialState();
    }

    @Override
    public int iteration(DistillationState state) {
        return state.iteration();
    }

    @Override
    public DistillationState cluster(DistillationState state) {
        return state;
    }

    @Override
    public Optional<Seen> run(DistillationState state) {
        return Optional.of(new Seen(state, distillation.collect(state)));
    }

    @Override
    public Taught fit(Seen seen) {
        return new Taught(
                seen,
                distillation.ask(seen.state(), seen.visits()),
                seen.state().student());
    }

    @Override
    public Taught breakdown(DistillationState state) {
        return new Taught(new Seen(state, List.of()), state.data(), state.student());
    }

    @Override
    public Taught improve(Taught taught, Round round) {
        return taught;
    }

    @Override
    public Taught distil(Taught taught, Round round) {
        return new Taught(
                taught.seen(), taught.data(), distillation.train(taught.seen().state(), taught.data()));
    }

    @Override
    public Taught couple(Taught taught, Round round) {
        return taught;
    }

    @Override
    public DistillationState next(Taught taught) {
        Seen seen = taught.seen();
        return distillation.judge(seen.state(), seen.visits(), taught.data(), taught.student());
    }

    /** The best student from the evaluation starts of all tasks, one task after the other. */
    @Override
    public PolicyEvaluation evaluate(DistillationState state) {
        List<PolicyEvaluation> parts = new ArrayList<>();
        for (int k = 0; k < environments.size(); k++) {
            Actor actor = state.best().orElseThrow().student().actor(k);
            parts.add(environments.get(k).evaluate(actor));
        }
        return PolicyEvaluation.of(parts);
    }

    @Override
    public void close() {
        environments.forEach(SimulatedEnvironment::close);
    }
}
