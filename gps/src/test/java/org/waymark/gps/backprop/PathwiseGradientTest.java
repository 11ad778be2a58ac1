package org.waymark.gps.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.imagination.ImaginedRollouts;
import org.waymark.lqr.RandomStreams;

class PathwiseGradientTest {
    private static final double[] STARTS = {0.5, -0.3, 1.2, 0.1, -0.8, 0.6};
    private static final int BATCH = 3;

    /** J of these parameters, with all noise as always. */
    private static double cost(ImaginedRollouts rollouts, NetworkPolicy policy, double[] parameters) {
        rollouts.run(Pupils.with(policy, parameters), STARTS, true, new RandomStreams(5).stream("noise", 0, 0, 0));
        return rollouts.meanCost();
    }

    private static double[] differences(ImaginedRollouts rollouts, NetworkPolicy policy) {
        double[] parameters = policy.parameters();
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < gradient.length; i++) {
            double at = parameters[i];
            double h = 1e-5;
            parameters[i] = at + h;
            double above = cost(rollouts, policy, parameters);
            parameters[i] = at - h;
            double below = cost(rollouts, policy, parameters);
            parameters[i] = at;
            gradient[i] = (above - below) / (2 * h);
        }
        return gradient;
    }

    @ParameterizedTest
    @CsvSource({"1, false, true", "5, false, true", "10, false, true", "10, true, true", "10, false, false"})
    void isWhatFiniteDifferencesSay(int horizon, boolean squashed, boolean noisy) {
        ImaginedPlant plant = Pupils.plant(Pupils.ensemble(), noisy, state -> false);
        NetworkPolicy policy = Pupils.policy(Activation.TANH, squashed, 0.1);
        try (ImaginedRollouts rollouts = new ImaginedRollouts(plant, BATCH, horizon);
                PathwiseGradient pathwise = new PathwiseGradient(rollouts, policy, 0)) {
            double[] expected = differences(rollouts, policy);
            cost(rollouts, policy, policy.parameters());
            double[] gradient = new double[expected.length];
            pathwise.evaluate(policy.parameters(), gradient);
            double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertThat(scale).isPositive();
            for (int i = 0; i < gradient.length; i++) {
                assertThat(gradient[i]).as("entry " + i).isCloseTo(expected[i], within(1e-6 * scale));
            }
        }
    }

    @Test
    void whereItIsOverNothingMoves() {
        ImaginedPlant plant = Pupils.plant(Pupils.ensemble(), true, state -> Math.abs(state[0]) > 0.7);
        NetworkPolicy policy = Pupils.policy(Activation.TANH, false, 0.1);
        try (ImaginedRollouts rollouts = new ImaginedRollouts(plant, BATCH, 8);
                PathwiseGradient pathwise = new PathwiseGradient(rollouts, policy, 0)) {
            double[] expected = differences(rollouts, policy);
            cost(rollouts, policy, policy.parameters());
            assertThat(rollouts.ended(0)).containsExactly(false, true, true);
            assertThat(Arrays.copyOfRange(rollouts.states(8), 2, 6)).containsExactly(1.2, 0.1, -0.8, 0.6);
            double[] gradient = new double[expected.length];
            pathwise.evaluate(policy.parameters(), gradient);
            double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < gradient.length; i++) {
                assertThat(gradient[i]).isCloseTo(expected[i], within(1e-6 * scale));
            }
        }
    }

    /** Truncated at every step, a control answers for its own cost alone and for what it does to the next state's. */
    @Test
    void truncationAtEveryStepForgetsAllThatFollows() {
        ImaginedPlant plant = Pupils.plant(Pupils.ensemble(), false, state -> false);
        NetworkPolicy policy = Pupils.policy(Activation.TANH, false, 0.1);
        try (ImaginedRollouts rollouts = new ImaginedRollouts(plant, BATCH, 6);
                PathwiseGradient truncated = new PathwiseGradient(rollouts, policy, 1);
                PathwiseGradient never = new PathwiseGradient(rollouts, policy, 6)) {
            double[] parameters = policy.parameters();
            double[] short1 = new double[parameters.length];
            double[] long6 = new double[parameters.length];
            double[] sum = new double[parameters.length];
            cost(rollouts, policy, parameters);
            truncated.evaluate(parameters, short1);
            never.evaluate(parameters, long6);
            try (PathwiseGradient whole = new PathwiseGradient(rollouts, policy, 0)) {
                whole.evaluate(parameters, sum);
            }
            assertThat(long6).containsExactly(sum); // cut at t = 0 alone, where nothing comes before
            assertThat(short1).isNotEqualTo(sum);
        }
    }

    /** On x' = λx + bu, J = x_T: ∂J/∂θ = Σ λ^(T−1−t) b ∂u_t/∂θ, whose norm grows as λ^T. */
    @Test
    void onAnUnstableLinearPlantItsNormGrowsAtTheKnownRate() {
        double growth = 1.25;
        ImaginedPlant plant = Pupils.unstable(growth);
        NetworkPolicy policy = Pupils.still();
        double[] norms = new double[41];
        for (int horizon = 30; horizon <= 40; horizon++) {
            try (ImaginedRollouts rollouts = new ImaginedRollouts(plant, 1, horizon);
                    PathwiseGradient pathwise = new PathwiseGradient(rollouts, policy, 0)) {
                rollouts.run(policy, new double[] {0, 0}, false, new RandomStreams(0).stream("noise", 0, 0, 0));
                double[] gradient = new double[policy.parameters().length];
                pathwise.evaluate(policy.parameters(), gradient);
                norms[horizon] = BackpropImprover.norm(gradient);
            }
        }
        for (int horizon = 31; horizon <= 40; horizon++) {
            // Σ_{k<T} λ^k grows by (λ^T − 1)/(λ^(T−1) − 1)
            double expected = (Math.pow(growth, horizon) - 1) / (Math.pow(growth, horizon - 1) - 1);
            assertThat(norms[horizon] / norms[horizon - 1]).isCloseTo(expected, within(1e-6));
        }
    }
}
