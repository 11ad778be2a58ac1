package org.waymark.gps.baseline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.FiniteDifferenceModel;
import org.waymark.lqr.derivative.FiniteDifferenceOptions;
import org.waymark.lqr.planner.CrossEntropyMethod;
import org.waymark.lqr.planner.CrossEntropyOptions;
import org.waymark.lqr.planner.IlqrPlanner;
import org.waymark.lqr.planner.IlqrPlannerOptions;
import org.waymark.lqr.planner.Planner;
import org.waymark.lqr.planner.SamplingOptions;
import org.waymark.lqr.planner.SamplingProblem;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.Simulator;

/**
 * Plans with the plant itself as the model, for the cost by which policies are judged: what planning could reach if there were nothing
 * to learn. Not an upper bound, for it sees only so far ahead, and searches by sampling or from where the last plan was.
 *
 * <p>Each thread has a planner and a simulator of its own; closing this closes them.
 */
public final class Oracle implements ControlLaw, AutoCloseable {
    private final Task task;
    private final OracleOptions options;
    private final Queue<Simulator> simulators = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Planner> planners = ThreadLocal.withInitial(this::planner);

    /** @throws IllegalArgumentException if the simulators cannot be put into any state */
    public Oracle(Task task, OracleOptions options) {
        this.task = task;
        this.options = options;
        model(newSimulator());
    }

    private Simulator newSimulator() {
        Simulator simulator = task.simulators().get();
        simulators.add(simulator);
        return simulator;
    }

    private static Model model(Simulator simulator) {
        if (simulator instanceof Model model) {
            return model;
        }
        throw new IllegalArgumentException(
                "oracle: expected a plant that can be put into any state, seen as it is, found "
                        + simulator.getClass().getSimpleName());
    }

    private Planner planner() {
        Simulator simulator = newSimulator();
        Cost cost = new WithinEpisode(task.score(0), task.scoredHorizon());
        return switch (options.search()) {
            case CROSS_ENTROPY -> sampling(simulator, cost);
            case ILQR -> ilqr(simulator, cost);
        };
    }

    private Planner ilqr(Simulator simulator, Cost cost) {
        ControlLimits limits = simulator.spec().controlLimits();
        DifferentiableModel plant = FiniteDifferenceModel.of(
                model(simulator), FiniteDifferenceOptions.defaults().withLimits(limits));
        return new IlqrPlanner(
                new TrajectoryProblem(plant, cost, limits, options.horizon()),
                IlqrPlannerOptions.defaults().withIterations(options.iterations()));
    }

    private Planner sampling(Simulator simulator, Cost cost) {
        SamplingProblem problem = SamplingProblem.of(
                () -> BatchModel.of(model(simulator)),
                cost,
                simulator.spec().controlLimits(),
                simulator.spec().stateSize(),
                options.horizon());
        return new CrossEntropyMethod(
                problem,
                new CrossEntropyOptions(
                        SamplingOptions.defaults().withSamples(options.samples()),
                        options.samples() / 10,
                        options.iterations(),
                        CrossEntropyOptions.defaults().smoothing()),
                new RandomStreams(0));
    }

    @Override
    public void mean(double[] state, double[] observation, int t, double[] control) {
        planners.get().plan(state, t, control);
    }

    @Override
    public ControlLaw forRollout(RandomGenerator random) {
        planners.get().reset();
        return this;
    }

    @Override
    public void close() {
        simulators.forEach(Simulator::close);
    }

    /**
     * A cost of which nothing is left after the end of the episode.
     *
     * @param cost before that
     * @param horizon number of controls of an episode
     */
    private record WithinEpisode(Cost cost, int horizon) implements Cost {
        @Override
        public double running(double[] state, double[] control, int t) {
            return t < horizon ? cost.running(state, control, t) : 0;
        }

        @Override
        public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
            if (t < horizon) {
                cost.expandRunning(state, control, t, weight, into);
            }
        }
    }
}
