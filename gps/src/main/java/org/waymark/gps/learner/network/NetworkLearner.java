package org.waymark.gps.learner.network;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.algorithm.GpsOptions;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.clustering.Clustering;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.PartsReader;
import org.waymark.gps.learner.PartsWriter;
import org.waymark.gps.learner.Recorder;
import org.waymark.gps.learner.Recording;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.gps.network.NetworkIteration;
import org.waymark.gps.network.NetworkState;
import org.waymark.gps.network.NetworkTeachers;
import org.waymark.gps.network.TeacherState;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;

/** {@link GuidedPolicySearch} with {@link NetworkTeachers}, as a learner. */
public final class NetworkLearner implements Learner<NetworkState> {
    /** What its metrics mean, beside those that guided policy search has, too. */
    public static final List<MetricRow> METRICS = NetworkMetrics.ROWS;

    private final Task task;
    private final GuidedPolicySearch<NetworkState, ?, ?, NetworkIteration> loop;
    private final double klStep;

    /**
     * @param threads how many rollouts and blocks of samples are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and options do not fit together
     */
    public NetworkLearner(Task task, GpsOptions options, long seed, int threads, Phase.Listener phases) {
        this.task = task;
        this.klStep = options.algorithm().network().trpo().klStep();
        this.loop = new GuidedPolicySearch<>(new NetworkTeachers(task, options, seed, threads), phases);
    }

    @Override
    public NetworkState initialState() {
        return loop.initialState();
    }

    @Override
    public Step<NetworkState> iterate(NetworkState state) {
        NetworkIteration done = loop.iterate(state);
        return new Step<>(
                done.state(),
                NetworkMetrics.of(done, klStep),
                NetworkMetrics.statuses(done),
                done.warnings(),
                Optional.of(recording(done)));
    }

    private Recording recording(NetworkIteration done) {
        Recorder recorder = new Recorder(task);
        for (int c = 0; c < done.evidence().size(); c++) {
            List<Rollout> rollouts = done.evidence().get(c).rollouts();
            Cost cost = task.cost(c);
            recorder.explored(c, rollouts, i -> rollouts.get(i).cost(cost));
        }
        recorder.judged(done.policy());
        return recorder.recording(List.of());
    }

    @Override
    public Standing standing(NetworkState state) {
        Optional<NetworkPolicy> only = state.teachers().stream().findFirst().map(TeacherState::policy);
        return new Standing(
                state.iteration(),
                state.environmentSteps(),
                state.policy().map(TrainedPolicy::policy).or(() -> only),
                state.best().map(Standing.Best::of),
                state.clustering().flatMap(Clustering::choice));
    }

    @Override
    public Optional<ControlLaw> law(NetworkState state) {
        return state.best().map(best -> ControlLaw.of(best.policy()));
    }

    @Override
    public PolicyEvaluation evaluate(NetworkState state) {
        return loop.evaluate(state);
    }

    @Override
    public StateFormat<NetworkState> format() {
        return new Format();
    }

    @Override
    public void close() {
        loop.close();
    }

    private static final class Format implements StateFormat<NetworkState> {
        @Override
        public String name() {
            return "network teachers 1";
        }

        @Override
        public void write(NetworkState state, BinaryWriter out) {
            PartsWriter parts = new PartsWriter(out);
            out.writeInt(state.iteration());
            out.writeList(state.teachers(), teacher -> {
                parts.network(teacher.policy());
                parts.network(teacher.before());
                parts.trained(teacher.value());
                out.writeDouble(teacher.weight());
                out.writeDouble(teacher.costScale());
            });
            out.writeOptional(state.policy(), parts::trained);
            out.writeOptional(state.policyValue(), parts::trained);
            out.writeOptional(state.best(), parts::best);
            out.writeLong(state.environmentSteps());
            out.writeOptional(state.clustering(), parts::clustering);
        }

        @Override
        public NetworkState read(BinaryReader in) {
            PartsReader parts = new PartsReader(in);
            return new NetworkState(
                    in.readInt(),
                    in.readList(() -> new TeacherState(
                            parts.network(), parts.network(), parts.trained(), in.readDouble(), in.readDouble())),
                    in.readOptional(parts::trained),
                    in.readOptional(parts::trained),
                    in.readOptional(parts::best),
                    in.readLong(),
                    in.readOptional(parts::clustering));
        }
    }
}
