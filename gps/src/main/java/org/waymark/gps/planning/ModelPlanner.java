package org.waymark.gps.planning;

import java.util.Arrays;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ParticleModel;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.planner.CrossEntropyMethod;
import org.waymark.lqr.planner.CrossEntropyOptions;
import org.waymark.lqr.planner.IlqrPlanner;
import org.waymark.lqr.planner.IlqrPlannerOptions;
import org.waymark.lqr.planner.Mppi;
import org.waymark.lqr.planner.MppiOptions;
import org.waymark.lqr.planner.Planner;
import org.waymark.lqr.planner.RandomShooting;
import org.waymark.lqr.planner.SamplingOptions;
import org.waymark.lqr.planner.SamplingProblem;
import org.waymark.sim.EndingModel;

/** A planner through a learned model, in one episode: it remembers its last plan. For one thread. */
final class ModelPlanner {
    private final PlanningOptions options;
    private final PlanCost cost;
    private final int particles;
    private final Planner planner;
    private final double[] repeated;
    private int planned = -1;

    /** @param seed of all that is random in planning */
    ModelPlanner(PlanningTask task, LearnedDynamics model, StateBox box, PlanningOptions options, long seed) {
        this.options = options;
        cost = new PlanCost(task.cost(), task.ends(), task.horizon(), options.horizon());
        particles = options.planner() == PlannerKind.ILQR ? 1 : options.particles();
        repeated = new double[particles * model.stateSize()];
        RandomStreams streams = new RandomStreams(seed);
        ControlLimits limits = task.spec().controlLimits();
        planner = switch (options.planner()) {
            case ILQR ->
                new IlqrPlanner(
                        new TrajectoryProblem(
                                EndingModel.of(model.asModel(), task.ends()), cost, limits, options.horizon()),
                        IlqrPlannerOptions.defaults()
                                .withFirstIterations(options.firstRounds())
                                .withIterations(options.rounds()));
            case RANDOM_SHOOTING -> new RandomShooting(problem(task, model, box, seed), sampling(task), streams);
            case CROSS_ENTROPY ->
                new CrossEntropyMethod(
                        problem(task, model, box, seed),
                        new CrossEntropyOptions(
                                sampling(task), options.elites(), options.rounds(), options.smoothing()),
                        streams);
            case PATH_INTEGRAL ->
                new Mppi(
                        problem(task, model, box, seed),
                        new MppiOptions(
                                sampling(task),
                                options.temperature(),
                                options.rounds(),
                                options.correlation(),
                                new double[0]),
                        streams);
        };
    }

    private SamplingProblem problem(PlanningTask task, LearnedDynamics model, StateBox box, long seed) {
        int n = model.stateSize();
        return new SamplingProblem(
                () -> new KeptParticles(
                        new ParticleModel(model, options.propagation(), particles, options.samples(), seed),
                        box,
                        task.ends(),
                        n),
                () -> new ParticleCost(cost, particles, n, model.controlSize()),
                task.spec().controlLimits(),
                options.horizon());
    }

    private SamplingOptions sampling(PlanningTask task) {
        double[] lower = task.spec().controlLower();
        double[] upper = task.spec().controlUpper();
        double[] scale = new double[lower.length];
        Arrays.setAll(scale, i -> options.scale() * (upper[i] - lower[i]));
        return SamplingOptions.defaults()
                .withSamples(options.samples())
                .withBatch(options.samples())
                .withScale(scale);
    }

    /** Writes u_t, planned anew where it is time for that; time steps must not go back. */
    void control(double[] state, int t, double[] control) {
        for (int p = 0; p < particles; p++) {
            System.arraycopy(state, 0, repeated, p * state.length, state.length);
        }
        if (planned < 0 || t - planned >= options.replanEvery()) {
            cost.startAt(t);
            planner.plan(repeated, t, control);
            planned = t;
        } else {
            planner.control(repeated, t, control);
        }
    }
}
