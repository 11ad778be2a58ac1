package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

class ExplorationNoiseTest {
    private static final double[] WHITE = {0.3, -1.2, 0.7, 2.1, -0.4, 0.9, -1.6, 0.2, 1.1, -0.5};

    @Test
    void smoothsAsScipyDoes() {
        // scipy 1.17.1, scipy.ndimage.gaussian_filter1d(WHITE, 2.0), mode reflect, truncate 4
        assertThat(smoothed(WHITE, 2))
                .containsExactly(
                        new double[] {
                            0.07044449802639283,
                            0.17128492444383295,
                            0.30270193761852326,
                            0.365033064683053,
                            0.30788241870610783,
                            0.17725456300104986,
                            0.06783045372293445,
                            0.03057527282668286,
                            0.044048472014255366,
                            0.0629443949571676
                        },
                        within(1e-15));
        // the same with sigma 0.7
        assertThat(smoothed(WHITE, 0.7)[3]).isCloseTo(1.255334280636972, within(1e-15));
        assertThat(smoothed(WHITE, 0.7)[9]).isCloseTo(-0.14926042476329773, within(1e-15));
    }

    @Test
    void smoothsSequencesShorterThanTheWindowAsScipyDoes() {
        // scipy 1.17.1, gaussian_filter1d([0.3, −1.2, 0.7], 2.0)
        assertThat(smoothed(new double[] {0.3, -1.2, 0.7}, 2))
                .containsExactly(
                        new double[] {-0.08890206954278511, -0.06682496061296805, -0.04427296984424681}, within(1e-15));
    }

    @Property(tries = 50, seed = "1")
    void renormalisedChannelsHaveUnitDeviation(
            @ForAll @IntRange(min = 2, max = 120) int horizon,
            @ForAll @IntRange(min = 1, max = 4) int size,
            @ForAll long seed) {
        TimeVaryingMatrix noise = ExplorationNoise.defaults().draw(horizon, size, random(seed));
        for (int i = 0; i < size; i++) {
            double sum = 0;
            double squares = 0;
            for (int t = 0; t < horizon; t++) {
                sum += noise.get(t, i);
                squares += noise.get(t, i) * noise.get(t, i);
            }
            double mean = sum / horizon;
            // a horizon of 2 or 3 leaves little but the mean after smoothing: cancellation costs digits
            assertThat(squares / horizon - mean * mean).isCloseTo(1, within(1e-9 * (1 + mean * mean)));
        }
    }

    @Property(tries = 20, seed = "2")
    void renormalisationChangesTheScaleOnly(@ForAll long seed) {
        ExplorationNoise scaled = ExplorationNoise.defaults();
        TimeVaryingMatrix a = scaled.draw(50, 2, random(seed));
        TimeVaryingMatrix b = scaled.withRenormalize(false).draw(50, 2, random(seed));
        double ratio = a.get(0, 1) / b.get(0, 1);
        assertThat(ratio).isGreaterThan(1);
        for (int t = 0; t < 50; t++) {
            assertThat(a.get(t, 1)).isCloseTo(ratio * b.get(t, 1), within(1e-12));
        }
    }

    @Test
    void smoothedNoiseIsCorrelatedAsTheWindowSays() {
        // corr(ε_t, ε_{t+1}) = exp(−1/(4σ²)) for a Gaussian window, up to its truncation
        int horizon = 200_000;
        TimeVaryingMatrix noise = ExplorationNoise.defaults().draw(horizon, 1, random(3));
        double product = 0;
        for (int t = 0; t + 1 < horizon; t++) {
            product += noise.get(t, 0) * noise.get(t + 1, 0) / horizon;
        }
        // four standard errors: about 4·√(8/200000)
        assertThat(product).isCloseTo(Math.exp(-1 / 16.0), within(0.025));
    }

    @Test
    void whiteNoiseIsTheGeneratorsOwn() {
        RandomGenerator reference = random(9);
        TimeVaryingMatrix noise = ExplorationNoise.white().draw(40, 3, random(9));
        for (int t = 0; t < 40; t++) {
            for (int i = 0; i < 3; i++) {
                assertThat(noise.get(t, i)).isEqualTo(reference.nextGaussian());
            }
        }
        assertThat(new ExplorationNoise(0, true).draw(40, 3, random(9))).isEqualTo(noise);
    }

    @Test
    void oneStepIsLeftAlone() {
        TimeVaryingMatrix one = ExplorationNoise.defaults().draw(1, 3, random(4));
        TimeVaryingMatrix white = ExplorationNoise.white().draw(1, 3, random(4));
        // all weights fall on the only number, and sum to one up to rounding
        assertThat(one.toArray()).containsExactly(white.toArray(), within(1e-14));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> ExplorationNoise.defaults().withSmoothing(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noise.smoothing: expected a number of time steps ≥ 0, found -1.0");
        assertThatThrownBy(() -> ExplorationNoise.defaults().withSmoothing(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExplorationNoise.defaults().draw(0, 2, random(1)))
                .hasMessage("noise: expected a horizon and a control size ≥ 1, found 0 and 2");
    }

    private static double[] smoothed(double[] white, double sigma) {
        return new ExplorationNoise(sigma, false)
                .draw(white.length, 1, new Recorded(white))
                .toArray();
    }

    private static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }

    /** A generator whose Gaussians are given. */
    private static final class Recorded implements RandomGenerator {
        private final double[] gaussians;
        private int next;

        Recorded(double[] gaussians) {
            this.gaussians = gaussians;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double nextGaussian() {
            return gaussians[next++];
        }
    }
}
