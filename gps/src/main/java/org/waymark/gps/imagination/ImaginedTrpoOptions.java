package org.waymark.gps.imagination;

/**
 * Trust region policy optimisation in the model; read by {@code me-trpo}, whose steps are those of {@code algorithm.network.trpo}.
 *
 * @param randomSteps real steps with random controls before the first model, at least, ≥ 1
 * @param stepsPerIteration real steps of every later iteration, at least, ≥ 1; episodes are whole
 * @param rollouts imagined ones behind each step, as long as the task's horizon, ≥ 1
 * @param updates steps of the policy in one iteration at most, ≥ 1
 * @param checkEvery steps after which the members are asked again whether the policy got better, ≥ 1
 * @param checkStarts starts from which they are asked, ≥ 1
 * @param improving fraction of the members that must find it better, or the inner loop ends, in [0, 1]
 * @param noisy whether imagined states are drawn from the members' distributions, rather than being their means
 * @param deviation of the policy's controls at first, as a fraction of each control's range, > 0
 * @param room how far imagined states may leave the box of the real ones, in ranges of these, ≥ 0
 */
public record ImaginedTrpoOptions(
        int randomSteps,
        int stepsPerIteration,
        int rollouts,
        int updates,
        int checkEvery,
        int checkStarts,
        double improving,
        boolean noisy,
        double deviation,
        double room) {
    public ImaginedTrpoOptions {
        atLeast("randomSteps", randomSteps);
        atLeast("stepsPerIteration", stepsPerIteration);
        atLeast("rollouts", rollouts);
        atLeast("updates", updates);
        atLeast("checkEvery", checkEvery);
        atLeast("checkStarts", checkStarts);
        require(improving >= 0 && improving <= 1, "improving", "in [0, 1]", improving);
        require(deviation > 0 && Double.isFinite(deviation), "deviation", "> 0", deviation);
        require(room >= 0 && Double.isFinite(room), "room", "≥ 0", room);
    }

    /** Seven members in ten must find the policy better, asked every five steps, as Kurutach et al. 2018 have it. */
    public static ImaginedTrpoOptions defaults() {
        return new ImaginedTrpoOptions(3000, 3000, 50, 50, 5, 20, 0.7, true, 0.25, 0.5);
    }

    private static void atLeast(String name, int found) {
        require(found >= 1, name, "≥ 1", found);
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("imagination." + name + ": expected " + expected + ", found " + found);
        }
    }
}
