package org.waymark.gps.actorcritic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Recorder;
import org.waymark.gps.learner.Recording;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.gps.modelbased.BeyondData;
import org.waymark.gps.modelbased.Episode;
import org.waymark.sim.ControlLaw;

/** {@link ActorCritic} as a learner. */
public final class ActorCriticLearner implements Learner<ActorCriticState> {
    /** What its metrics mean, beside those that all learners and models have. */
    public static final List<MetricRow> METRICS = ActorCriticMetrics.ROWS;

    private final Task task;
    private final ActorCritic loop;

    /**
     * @param threads how many rollouts are judged, and members of an ensemble trained, at a time; changes no result
     */
    public ActorCriticLearner(Task task, Setup setup, long seed, int threads, Phase.Listener phases) {
        this.task = task;
        this.loop = new ActorCritic(task, setup, seed, threads, phases);
    }

    @Override
    public ActorCriticState initialState() {
        return ActorCriticState.initial();
    }

    @Override
    public Step<ActorCriticState> iterate(ActorCriticState state) {
        ActorCriticIteration done = loop.iterate(state);
        List<Warning> warnings = new ArrayList<>();
        if (done.diverged()) {
            warnings.add(Warning.of(Warning.Kind.CRITICS_DIVERGED));
        }
        warnings.addAll(BeyondData.warnings(done.beyond()));
        return new Step<>(
                done.state(),
                ActorCriticMetrics.of(done, warnings.size()),
                ActorCriticMetrics.statuses(done),
                warnings,
                Optional.of(recording(done)));
    }

    private Recording recording(ActorCriticIteration done) {
        Recorder recorder = new Recorder(task);
        List<Episode> whole = done.episodes().stream()
                .filter(episode -> episode.steps() == task.horizon())
                .toList();
        recorder.explored(0, whole.stream().map(Episode::rollout).toList(), i -> whole.get(i)
                .total());
        done.evaluation().ifPresent(recorder::judged);
        return recorder.recording(List.of());
    }

    @Override
    public Standing standing(ActorCriticState state) {
        return new Standing(
                state.iteration(),
                state.environmentSteps(),
                state.agent().map(loop::policy),
                state.best().map(Standing.Best::of),
                Optional.empty());
    }

    @Override
    public Optional<ControlLaw> law(ActorCriticState state) {
        return state.best().map(best -> ControlLaw.of(best.policy()));
    }

    @Override
    public PolicyEvaluation evaluate(ActorCriticState state) {
        BestPolicy best = state.best()
                .orElseThrow(() -> new IllegalArgumentException("actor-critic: there is no policy to evaluate yet"));
        return loop.evaluate(best);
    }

    @Override
    public StateFormat<ActorCriticState> format() {
        return new ActorCriticFormat();
    }

    @Override
    public void close() {
        loop.close();
    }
}
