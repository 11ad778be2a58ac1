package org.waymark.gps.actorcritic;

import java.util.Arrays;
import org.waymark.distillation.Activation;

/**
 * Soft actor-critic, alone or with a learned model.
 *
 * @param hidden units in each hidden layer of actor and critics
 * @param activation of the hidden layers
 * @param stepsPerIteration real steps of an iteration, ≥ 1; the episode that reaches them is played to its end
 * @param randomSteps real steps with uniformly random controls before anything is learned, ≥ 1; observations are whitened by what they show
 * @param batchSize transitions in one update, ≥ 1
 * @param updatesPerStep updates for each real step, > 0, for example 0.5 for one in two steps
 * @param learningRate of Adam, for actor, critics and temperature, > 0
 * @param discount γ, in (0, 1)
 * @param targetRate τ: how far the target critics go towards the critics after each update, in (0, 1]
 * @param targetEntropy that the temperature is steered to, in nats for each control, where controls range from −1 to 1
 * @param initialTemperature α at the beginning, in units of the scaled cost per nat, > 0
 * @param replaySize real transitions that are remembered, ≥ 1, the latest
 * @param costScale costs are divided by it before they are learned from, ≥ 0; 0 stands for the root mean square of those of the random steps
 * @param divergence learning stops when the critics' values exceed this multiple of what the costs seen could possibly add up to, > 1
 * @param whiteningFloor least standard deviation that an observation is divided by, > 0: what the random steps have hardly moved may go far later
 * @param noiseExponent β of the noise of real actions, the random ones at the beginning included, in [0, 2): its power falls with the frequency f as f^−β; 0 is white, 1 is pink
 * @param imagination transitions imagined by a model; read by mbpo, dyna and mba
 * @param expansion targets that look ahead in a model; read by mve and steve
 */
public record ActorCriticOptions(
        int[] hidden,
        Activation activation,
        int stepsPerIteration,
        int randomSteps,
        int batchSize,
        double updatesPerStep,
        double learningRate,
        double discount,
        double targetRate,
        double targetEntropy,
        double initialTemperature,
        int replaySize,
        double costScale,
        double divergence,
        double whiteningFloor,
        double noiseExponent,
        ImaginationOptions imagination,
        ExpansionOptions expansion) {
    public ActorCriticOptions {
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            require(hidden[i] >= 1, "hidden[" + i + "]", "≥ 1", hidden[i]);
        }
        require(activation != null, "activation", "one of " + Arrays.toString(Activation.values()), activation);
        require(stepsPerIteration >= 1, "stepsPerIteration", "≥ 1", stepsPerIteration);
        require(randomSteps >= 1, "randomSteps", "≥ 1", randomSteps);
        require(batchSize >= 1, "batchSize", "≥ 1", batchSize);
        require(isPositive(updatesPerStep), "updatesPerStep", "> 0", updatesPerStep);
        require(isPositive(learningRate), "learningRate", "> 0", learningRate);
        require(discount > 0 && discount < 1, "discount", "in (0, 1)", discount);
        require(targetRate > 0 && targetRate <= 1, "targetRate", "in (0, 1]", targetRate);
        require(Double.isFinite(targetEntropy), "targetEntropy", "a number", targetEntropy);
        require(isPositive(initialTemperature), "initialTemperature", "> 0", initialTemperature);
        require(replaySize >= 1, "replaySize", "≥ 1", replaySize);
        require(costScale >= 0 && Double.isFinite(costScale), "costScale", "≥ 0", costScale);
        require(divergence > 1, "divergence", "> 1", divergence);
        require(isPositive(whiteningFloor), "whiteningFloor", "> 0", whiteningFloor);
        require(noiseExponent >= 0 && noiseExponent < 2, "noiseExponent", "in [0, 2)", noiseExponent);
    }

    /** As in Haarnoja et al. (2018b), but for smaller networks of 64 units. */
    public static ActorCriticOptions defaults() {
        return new ActorCriticOptions(
                new int[] {64, 64},
                Activation.RELU,
                1000,
                1000,
                256,
                1,
                3e-4,
                0.99,
                0.005,
                -1,
                0.2,
                1_000_000,
                0,
                10,
                0.1,
                0,
                ImaginationOptions.defaults(),
                ExpansionOptions.defaults());
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActorCriticOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ActorCriticOptions[hidden=" + Arrays.toString(hidden) + ", activation=" + activation
                + ", stepsPerIteration=" + stepsPerIteration + ", randomSteps=" + randomSteps + ", batchSize="
                + batchSize + ", updatesPerStep=" + updatesPerStep + ", learningRate=" + learningRate + ", discount="
                + discount + ", targetRate=" + targetRate + ", targetEntropy=" + targetEntropy
                + ", initialTemperature=" + initialTemperature + ", replaySize=" + replaySize + ", costScale="
                + costScale + ", divergence=" + divergence + ", whiteningFloor=" + whiteningFloor + ", noiseExponent="
                + noiseExponent + ", imagination="
                + imagination + ", expansion="
                + expansion + "]";
    }
}
