package org.waymark.gps.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class PowerLawNoiseTest {
    private static final int EPISODES = 4000;
    private static final int STEPS = 128;

    private static RandomGenerator random() {
        return new RandomStreams(3).stream("noise", 0, 0, 0);
    }

    /** The noise of many episodes, [EPISODES][STEPS][2]. */
    private static double[][][] episodes(double exponent) {
        PowerLawNoise noise = new PowerLawNoise(exponent, 2);
        RandomGenerator random = random();
        double[][][] all = new double[EPISODES][STEPS][2];
        for (double[][] episode : all) {
            noise.begin();
            for (double[] step : episode) {
                noise.next(random, step);
            }
        }
        return all;
    }

    private static double mean(double[][][] episodes, int t, int j, int s, int i) {
        double sum = 0;
        for (double[][] episode : episodes) {
            sum += episode[t][j] * episode[s][i];
        }
        return sum / episodes.length;
    }

    @Test
    void whiteNoiseIsWhatTheGeneratorGives() {
        PowerLawNoise noise = new PowerLawNoise(0, 2);
        RandomGenerator random = random();
        RandomGenerator same = random();
        double[] step = new double[2];
        for (int t = 0; t < 10; t++) {
            noise.next(random, step);
            assertThat(step).containsExactly(same.nextGaussian(), same.nextGaussian());
        }
    }

    /** Means of squares of 4000 episodes have a standard error of 0.022, those of products at most that. */
    @Test
    void eachStepIsStandardNormalAndEntriesAreIndependent() {
        double[][][] pink = episodes(1);
        for (int t : new int[] {0, 1, 5, 50, STEPS - 1}) {
            assertThat(mean(pink, t, 0, t, 0)).isCloseTo(1, within(0.1));
            assertThat(mean(pink, t, 0, t, 1)).isCloseTo(0, within(0.1));
        }
    }

    /** ε_0 = w_0 and ε_1 = (w_1 + β/2·w_0)/√(1 + β²/4). */
    @Test
    void neighboursHaveTheCorrelationOfTheFilter() {
        assertThat(mean(episodes(1), 0, 0, 1, 0)).isCloseTo(0.5 / Math.sqrt(1.25), within(0.1));
        assertThat(mean(episodes(0), 0, 0, 1, 0)).isCloseTo(0, within(0.1));
    }

    /** Of a uniform distribution: mean square 1/3, and half of all within ±½; 20,000 draws, correlated as they are. */
    @Test
    void evenNoiseIsEvenAndJustAsCorrelated() {
        PowerLawNoise noise = new PowerLawNoise(1, 1);
        RandomGenerator random = random();
        double[] now = new double[1];
        double squares = 0;
        double products = 0;
        int inner = 0;
        for (int e = 0; e < 10_000; e++) {
            noise.begin();
            noise.nextUniform(random, now);
            double first = now[0];
            noise.nextUniform(random, now);
            products += first * now[0] / 10_000;
            for (double value : new double[] {first, now[0]}) {
                assertThat(value).isBetween(-1.0, 1.0);
                squares += value * value / 20_000;
                inner += Math.abs(value) < 0.5 ? 1 : 0;
            }
        }
        assertThat(squares).isCloseTo(1 / 3.0, within(0.01));
        assertThat(inner / 20_000.0).isCloseTo(0.5, within(0.02));
        // of (Φ(x), Φ(y)) with correlation ρ: (6/π) asin(ρ/2) of 1/3
        double correlation = 0.5 / Math.sqrt(1.25);
        assertThat(products).isCloseTo(2 / Math.PI * Math.asin(correlation / 2), within(0.02));
    }

    @Test
    void episodesAreIndependent() {
        double[][][] pink = episodes(1);
        double sum = 0;
        for (int e = 1; e < EPISODES; e++) {
            sum += pink[e - 1][STEPS - 1][0] * pink[e][0][0];
        }
        assertThat(sum / EPISODES).isCloseTo(0, within(0.1));
    }

    /** Power at 8 cycles over that at 32, of 128 steps: 4^β, less at the end where steps sample too coarsely. */
    @Test
    void powerFallsWithTheFrequency() {
        assertThat(power(episodes(0), 8) / power(episodes(0), 32)).isCloseTo(1, within(0.15));
        double[][][] pink = episodes(1);
        // |1 − e^(iω)|^−β, the filter's own: (sin(π/4)/sin(π/16))^β
        double filter = Math.sin(Math.PI / 4) / Math.sin(Math.PI / 16);
        assertThat(power(pink, 8) / power(pink, 32)).isCloseTo(filter, within(0.3 * filter));
    }

    private static double power(double[][][] episodes, int cycles) {
        double sum = 0;
        for (double[][] episode : episodes) {
            double real = 0;
            double imaginary = 0;
            for (int t = 0; t < STEPS; t++) {
                double angle = 2 * Math.PI * cycles * t / STEPS;
                // a window, for a sum that drifts leaks into every frequency
                double window = 1 - Math.cos(2 * Math.PI * (t + 0.5) / STEPS);
                real += window * Math.cos(angle) * episode[t][0];
                imaginary += window * Math.sin(angle) * episode[t][0];
            }
            sum += real * real + imaginary * imaginary;
        }
        return sum / episodes.length;
    }
}
