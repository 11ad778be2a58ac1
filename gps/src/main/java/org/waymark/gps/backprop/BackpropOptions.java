package org.waymark.gps.backprop;

/**
 * Descent of a policy through the model; read by {@code backprop}.
 *
 * @param randomSteps real steps with random controls before the first model, at least, ≥ 1
 * @param stepsPerIteration real steps of every later iteration, at least, ≥ 1; episodes are whole
 * @param rollouts imagined ones behind each gradient, ≥ 1
 * @param horizon steps of an imagined rollout, ≥ 1; 0 for those of the task
 * @param updates steps of the policy in one iteration, ≥ 1
 * @param learningRate of Adam, > 0
 * @param truncation steps after which the gradient is cut off, ≥ 1; 0 for never: a control then answers for all costs that follow
 * @param clip norm that a gradient is shortened to if it is longer, > 0; 0 for none
 * @param noisy whether imagined states are drawn from the members' distributions, rather than being their means
 * @param deviation of the policy's noise, in imagination and in real episodes, as a fraction of each control's range, > 0
 * @param room how far imagined states may leave the box of the real ones, in ranges of these, ≥ 0
 */
public record BackpropOptions(
        int randomSteps,
        int stepsPerIteration,
        int rollouts,
        int horizon,
        int updates,
        double learningRate,
        int truncation,
        double clip,
        boolean noisy,
        double deviation,
        double room) {
    public BackpropOptions {
        atLeast("randomSteps", 1, randomSteps);
        atLeast("stepsPerIteration", 1, stepsPerIteration);
        atLeast("rollouts", 1, rollouts);
        atLeast("horizon", 0, horizon);
        atLeast("updates", 1, updates);
        require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", "> 0", learningRate);
        atLeast("truncation", 0, truncation);
        require(clip >= 0 && Double.isFinite(clip), "clip", "≥ 0", clip);
        require(deviation > 0 && Double.isFinite(deviation), "deviation", "> 0", deviation);
        require(room >= 0 && Double.isFinite(room), "room", "≥ 0", room);
    }

    /** Gradients of 32 whole rollouts, shortened to 10, neither truncated. */
    public static BackpropOptions defaults() {
        return new BackpropOptions(3000, 3000, 32, 0, 200, 1e-3, 0, 10, true, 0.05, 0.5);
    }

    public BackpropOptions withTruncation(int steps) {
        return new BackpropOptions(
                randomSteps,
                stepsPerIteration,
                rollouts,
                horizon,
                updates,
                learningRate,
                steps,
                clip,
                noisy,
                deviation,
                room);
    }

    private static void atLeast(String name, int least, int found) {
        require(found >= least, name, "≥ " + least, found);
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("backprop." + name + ": expected " + expected + ", found " + found);
        }
    }
}
