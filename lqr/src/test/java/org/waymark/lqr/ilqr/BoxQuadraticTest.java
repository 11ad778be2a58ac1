package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoxQuadraticTest {
    @Property(tries = 300, seed = "1")
    void theSolutionSatisfiesTheConditionsOfOptimality(
            @ForAll @IntRange(min = 1, max = 8) int m, @ForAll @IntRange(max = 100_000) int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] h = positiveDefinite(m, random);
        double[] g = random.doubles(m, -3, 3).toArray();
        double[] lower = random.doubles(m, -1, 0).toArray();
        double[] upper = random.doubles(m, 0, 1).toArray();
        double[] delta = random.doubles(m, -2, 2).toArray();
        BoxQuadratic box = new BoxQuadratic(m);
        assertThat(box.solve(h, g, lower, upper, delta)).isTrue();
        double[] cross = random.doubles(m, -1, 1).toArray();
        double[] gain = new double[m];
        box.gain(cross, 1, gain);
        for (int i = 0; i < m; i++) {
            double slope = g[i];
            double response = cross[i];
            for (int j = 0; j < m; j++) {
                slope += h[i * m + j] * delta[j];
                response += h[i * m + j] * gain[j];
            }
            assertThat(delta[i]).isBetween(lower[i], upper[i]);
            // a control at its limit is pressed against it; any other has no slope, and its gain solves H_ff K = −cross
            if (delta[i] == lower[i] && slope > 1e-9) {
                assertThat(gain[i]).isZero();
            } else if (delta[i] == upper[i] && slope < -1e-9) {
                assertThat(gain[i]).isZero();
            } else {
                assertThat(slope).isCloseTo(0, within(1e-9));
                assertThat(response).isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void refusesWhatIsNotConvexInTheFreeControls() {
        double[] delta = new double[2];
        BoxQuadratic box = new BoxQuadratic(2);
        double[] limit = {1, 1};
        assertThat(box.solve(new double[] {1, 0, 0, -1}, new double[] {0, 0.1}, new double[] {-1, -1}, limit, delta))
                .isFalse();
        assertThat(box.solve(
                        new double[] {1, 0, 0, Double.NaN}, new double[] {0, 0.1}, new double[] {-1, -1}, limit, delta))
                .isFalse();
        // pressed against its limit, the second is not free
        delta[1] = 1;
        assertThat(box.solve(new double[] {1, 0, 0, -1}, new double[] {0.5, -3}, new double[] {-1, -1}, limit, delta))
                .isTrue();
        assertThat(delta).containsExactly(-0.5, 1);
    }

    private static double[] positiveDefinite(int m, RandomGenerator random) {
        double[] root = random.doubles((long) m * m, -1, 1).toArray();
        double[] h = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                h[i * m + j] = i == j ? 0.05 : 0;
                for (int k = 0; k < m; k++) {
                    h[i * m + j] += root[i * m + k] * root[j * m + k];
                }
            }
        }
        return h;
    }
}
