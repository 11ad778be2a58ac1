package org.waymark.gps.imagination;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.SoleCost;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.lqr.Cost;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/**
 * A task as a learned model knows it: what the plant does is learned; what it costs, where it ends and how a state looks is given.
 *
 * @param model of the plant
 * @param box beyond which no imagined state goes
 * @param cost ℓ and ℓ_f
 * @param ends tells of a state [n] whether an episode is over there: the state then stays, and nothing more is to be paid
 * @param eyes makes a simulator that is only asked how states look
 * @param spec of the plant
 * @param noisy whether next states are drawn from the model's distribution, or its mean is taken
 */
public record ImaginedPlant(
        LearnedDynamics model,
        StateBox box,
        Cost cost,
        Predicate<double[]> ends,
        Supplier<Simulator> eyes,
        SimulatorSpec spec,
        boolean noisy) {
    private static final double TOLERANCE = 1e-9;

    /**
     * @param episodes real ones, at least one: they span the box
     * @param room of the box, as {@link StateBox#around} has it
     */
    public static ImaginedPlant of(
            Task task, SimulatorSpec spec, LearnedDynamics model, List<Episode> episodes, double room, boolean noisy) {
        return new ImaginedPlant(
                model, StateBox.around(episodes, room), SoleCost.of(task), task.ends(), task.simulators(), spec, noisy);
    }

    /**
     * Refuses a plant whose observations are no function of its state: those of an imagined state are then not known.
     *
     * @param episode a real one
     * @throws IllegalArgumentException if an observation is not what the state alone gives
     */
    public static void requireObservable(Task task, Episode episode) {
        double[] seen = new double[episode.rollout().observationSize()];
        try (Simulator eyes = task.simulators().get()) {
            for (int t = 0; t <= episode.steps(); t++) {
                eyes.observe(episode.rollout().states().step(t), seen);
                for (int i = 0; i < seen.length; i++) {
                    double real = episode.rollout().observations().get(t, i);
                    if (!(Math.abs(seen[i] - real) <= TOLERANCE * (1 + Math.abs(real)))) {
                        throw new IllegalArgumentException(
                                "task: a policy that learns in a model needs observations that are functions of the"
                                        + " state, found one that is not: entry " + i + " at t = " + t + " was " + real
                                        + ", from the state alone " + seen[i]);
                    }
                }
            }
        }
    }
}
