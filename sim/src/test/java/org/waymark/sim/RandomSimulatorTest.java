package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class RandomSimulatorTest {
    /** x is what was drawn at the reset; the first {@code failures} rollouts fail. */
    private static final class Dice implements RandomSimulator {
        private final List<Double> drawn = new ArrayList<>();
        private final int failures;
        private double value;

        Dice(int failures) {
            this.failures = failures;
        }

        @Override
        public SimulatorSpec spec() {
            return new SimulatorSpec(1, 1, 1, 1, new double[] {-1}, new double[] {1});
        }

        @Override
        public void reset(InitialState start, RandomGenerator random, double[] state) {
            value = random.nextDouble();
            drawn.add(value);
            state[0] = value;
        }

        @Override
        public void step(double[] control, double[] state) {
            if (drawn.size() <= failures) {
                throw new SimulatorFailedException("not yet");
            }
            state[0] = value;
        }
    }

    private static List<Double> run(Dice dice, RolloutRequest request) {
        try (RolloutSampler sampler = new RolloutSampler(() -> dice, 1)) {
            double x = sampler.run(2, List.of(request)).get(0).states().get(2, 0);
            assertThat(x).isEqualTo(dice.drawn.get(dice.drawn.size() - 1));
        }
        return dice.drawn;
    }

    private static RolloutRequest exploring(int iteration, int cluster, int sample) {
        return RolloutRequest.exploring(
                InitialState.of(0),
                (x, o, t, u) -> u[0] = 0,
                cluster,
                sample,
                ExplorationNoise.white(),
                2,
                1,
                new RandomStreams(5),
                iteration);
    }

    @Test
    void eachRolloutHasItsOwnNumbersAndAlwaysTheSame() {
        List<Double> first = run(new Dice(0), exploring(1, 2, 3));
        assertThat(run(new Dice(0), exploring(1, 2, 3))).isEqualTo(first);
        assertThat(run(new Dice(0), exploring(2, 2, 3))).isNotEqualTo(first);
        assertThat(run(new Dice(0), exploring(1, 0, 3))).isNotEqualTo(first);
        assertThat(run(new Dice(0), exploring(1, 2, 0))).isNotEqualTo(first);
    }

    /** Another attempt meets another plant; the first attempt is what it would have been without any. */
    @Test
    void eachAttemptHasItsOwnNumbers() {
        List<Double> attempts = run(new Dice(2), exploring(1, 2, 3));
        assertThat(attempts).hasSize(3).doesNotHaveDuplicates();
        assertThat(attempts.get(0))
                .isEqualTo(run(new Dice(0), exploring(1, 2, 3)).get(0));
        assertThat(run(new Dice(2), exploring(1, 2, 3))).isEqualTo(attempts);
    }

    /** Two evaluations of the same starts meet the same noise and the same plants. */
    @Test
    void withoutExplorationTheNumbersAreThoseOfClusterAndSample() {
        ControlLaw still = (x, o, t, u) -> u[0] = 0;
        List<Double> one = run(new Dice(0), RolloutRequest.noiseFree(InitialState.of(0), still, 1, 4));
        assertThat(run(new Dice(0), RolloutRequest.noiseFree(InitialState.of(9), still, 1, 4)))
                .isEqualTo(one);
        assertThat(run(new Dice(0), RolloutRequest.noiseFree(InitialState.of(0), still, 1, 5)))
                .isNotEqualTo(one);
    }

    @Test
    void withoutAGeneratorAResetIsAlwaysTheSame() {
        Dice dice = new Dice(0);
        dice.reset(InitialState.of(0), new double[1]);
        dice.reset(InitialState.of(1), new double[1]);
        assertThat(dice.drawn.get(1)).isEqualTo(dice.drawn.get(0));
    }
}
