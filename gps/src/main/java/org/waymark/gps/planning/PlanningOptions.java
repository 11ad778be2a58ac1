package org.waymark.gps.planning;

import java.util.Arrays;
import org.waymark.dynamics.learned.ParticleModel.Propagation;

/**
 * Planning through a learned model; read by {@code mpc}.
 *
 * @param randomSteps real steps with random controls before the first model, at least, ≥ 1
 * @param stepsPerIteration real steps of every later iteration, at least, ≥ 1; episodes are whole
 * @param refitEvery real steps after which the model is fitted again within an iteration, ≥ 1; 0 for its end alone
 * @param planner how controls are searched for
 * @param horizon H, how many steps a plan reaches ahead, ≥ 1; no plan reaches beyond the end of the episode
 * @param replanEvery steps after which to plan again, from 1 to horizon
 * @param samples sequences of controls drawn at a time, ≥ 1; unread by {@code ilqr}
 * @param rounds how often samples are drawn for one plan, or iterations of {@code ilqr}, ≥ 1; unread by {@code random-shooting}
 * @param firstRounds iterations of {@code ilqr} for a plan that has no last one to begin with, ≥ 1
 * @param elites how many of the cheapest samples form the next mean and variance of {@code cross-entropy}, from 1 to samples
 * @param smoothing α of mean ← α·old + (1−α)·elite, of {@code cross-entropy}, in [0, 1)
 * @param temperature of {@code path-integral}, in cost, > 0
 * @param correlation of the noise of {@code path-integral} from step to step, in [0, 1): 0 is white, near 1 smooth
 * @param scale standard deviation of the search at first, as a fraction of each control's range, > 0
 * @param particles P of each sequence, whose costs are averaged, ≥ 1; unread by {@code ilqr}
 * @param propagation whether a particle is in the hands of another member at each step (TS1) or of one throughout (TS∞)
 * @param exploration deviation of noise on the controls of training episodes, as a fraction of each control's range, ≥ 0
 * @param judgeEvery iterations after which the planner is judged from the validation starts, and the best so far is kept, ≥ 1; 0 for
 *     never: then the last model, which has seen most, counts as the best
 */
public record PlanningOptions(
        int randomSteps,
        int stepsPerIteration,
        int refitEvery,
        PlannerKind planner,
        int horizon,
        int replanEvery,
        int samples,
        int rounds,
        int firstRounds,
        int elites,
        double smoothing,
        double temperature,
        double correlation,
        double scale,
        int particles,
        Propagation propagation,
        double exploration,
        int judgeEvery) {
    public PlanningOptions {
        atLeast("randomSteps", 1, randomSteps);
        atLeast("stepsPerIteration", 1, stepsPerIteration);
        atLeast("refitEvery", 0, refitEvery);
        require(planner != null, "planner", "one of " + Arrays.toString(PlannerKind.values()), "nothing");
        atLeast("horizon", 1, horizon);
        require(replanEvery >= 1 && replanEvery <= horizon, "replanEvery", "from 1 to horizon", replanEvery);
        atLeast("samples", 1, samples);
        atLeast("rounds", 1, rounds);
        atLeast("firstRounds", 1, firstRounds);
        require(elites >= 1 && elites <= samples, "elites", "from 1 to samples", elites);
        require(smoothing >= 0 && smoothing < 1, "smoothing", "in [0, 1)", smoothing);
        require(temperature > 0 && Double.isFinite(temperature), "temperature", "> 0", temperature);
        require(correlation >= 0 && correlation < 1, "correlation", "in [0, 1)", correlation);
        require(scale > 0 && Double.isFinite(scale), "scale", "> 0", scale);
        atLeast("particles", 1, particles);
        require(propagation != null, "propagation", "one of " + Arrays.toString(Propagation.values()), "nothing");
        require(exploration >= 0 && Double.isFinite(exploration), "exploration", "≥ 0", exploration);
        atLeast("judgeEvery", 0, judgeEvery);
    }

    /** The cross-entropy method with 200 samples and five particles, a fixed member each. */
    public static PlanningOptions defaults() {
        return new PlanningOptions(
                1000,
                1000,
                0,
                PlannerKind.CROSS_ENTROPY,
                25,
                1,
                200,
                4,
                50,
                20,
                0.1,
                1.0,
                0.0,
                0.25,
                5,
                Propagation.FIXED_MEMBER,
                0.0,
                0);
    }

    private static void atLeast(String name, int least, int found) {
        require(found >= least, name, "≥ " + least, found);
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("planning." + name + ": expected " + expected + ", found " + found);
        }
    }
}
