package org.waymark.gps.modelerror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.ModelOptions.Kind;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class OpenLoopErrorTest {
    private static final ModelOptions LINEAR =
            ModelOptions.defaults().withKind(Kind.BAYESIAN_LINEAR).withRidge(1e-12);

    /** Rollouts of x′ = 0.9 x + 0.1 u + noise, beside a state that stays 3. */
    private static List<Rollout> rollouts(int count, int horizon, double noise, int seed) {
        RandomGenerator random = new RandomStreams(seed).stream("test", 0, 0, 0);
        List<Rollout> rollouts = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double[] x = new double[2 * (horizon + 1)];
            double[] u = new double[horizon];
            x[0] = random.nextGaussian();
            x[1] = 3;
            for (int t = 0; t < horizon; t++) {
                u[t] = random.nextGaussian();
                x[2 * t + 2] = 0.9 * x[2 * t] + 0.1 * u[t] + noise * random.nextGaussian();
                x[2 * t + 3] = 3;
            }
            TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(horizon + 1, 2, x);
            rollouts.add(new Rollout(
                    states,
                    TimeVaryingMatrix.ofVectors(horizon, 1, u),
                    states,
                    TimeVaryingMatrix.zeros(horizon, 1, 1),
                    0));
        }
        return rollouts;
    }

    @Test
    void aPerfectModelMakesNoError() {
        ModelTrial trial = ModelTrial.run(LINEAR, rollouts(5, 20, 0, 1), rollouts(3, 20, 0, 2), 6, 1, 1);
        assertThat(trial.trainingSteps()).isEqualTo(100);
        assertThat(trial.error().windows()).isEqualTo(9);
        assertThat(trial.error().mean()).hasSize(6).containsOnly(new double[] {0}, within(1e-9));
    }

    /** With the true model, the error after T steps has variance v (1 + a² + … + a^{2(T−1)}), and the particles say so. */
    @Test
    void errorOfANoisySystemGrowsAsItsNoiseAdds() {
        double noise = 0.2;
        List<Rollout> training = rollouts(400, 25, noise, 3);
        ModelTrial trial = ModelTrial.run(LINEAR, training, rollouts(400, 25, noise, 4), 12, 1, 1);
        double deviation = deviation(training);
        double variance = 0;
        for (int t = 0; t < 12; t++) {
            variance = 0.81 * variance + noise * noise;
            double expected = Math.sqrt(variance) / deviation;
            // 800 windows of one state: four standard errors of a deviation are 10 %; as much again for twenty
            // particles
            assertThat(trial.error().mean()[t]).isCloseTo(expected, within(0.1 * expected));
            assertThat(trial.error().spread()[t]).isCloseTo(expected, within(0.5 * expected));
        }
        double first = trial.error().mean()[0];
        assertThat(trial.error().reference()).startsWith(first, 4 * first, 9 * first);
        assertThat(ErrorChart.svg("t", trial.error()))
                .contains("the model")
                .contains("ε T²")
                .contains("spread");
        assertThat(ErrorChart.csv(trial.error()).lines().toList())
                .hasSize(13)
                .first()
                .isEqualTo("steps,mean,member,spread,reference,member0");
    }

    private static double deviation(List<Rollout> rollouts) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (Rollout rollout : rollouts) {
            for (int t = 0; t < rollout.horizon(); t++, count++) {
                sum += rollout.states().get(t, 0);
                squares += rollout.states().get(t, 0) * rollout.states().get(t, 0);
            }
        }
        return Math.sqrt(squares / count - sum * sum / count / count);
    }

    @Test
    void aHorizonThatNoRolloutReachesIsRefused() {
        List<Rollout> few = rollouts(2, 5, 0.1, 1);
        assertThatThrownBy(() -> ModelTrial.run(LINEAR, few, few, 6, 1, 1)).hasMessageContaining("found 6");
    }
}
