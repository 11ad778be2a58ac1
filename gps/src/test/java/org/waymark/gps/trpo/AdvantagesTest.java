package org.waymark.gps.trpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class AdvantagesTest {
    private static final int HORIZON = 9;
    private static final double DISCOUNT = 0.9;

    private final RandomGenerator random = new RandomStreams(3).stream("test", 0, 0, 0);
    private final double[] costs = random.doubles(HORIZON + 1).toArray();
    private final double[] values = random.doubles(HORIZON).toArray();

    private double[] estimated(double discount, double lambda) {
        double[] out = new double[HORIZON + 2];
        double[] padded = new double[HORIZON + 2];
        System.arraycopy(values, 0, padded, 2, HORIZON);
        Advantages.estimate(costs, padded, 2, discount, lambda, out);
        assertThat(out[0]).isZero();
        return Arrays.copyOfRange(out, 2, out.length);
    }

    private double value(int t) {
        return t == HORIZON ? costs[HORIZON] : values[t];
    }

    /** Equation 16, as it stands. */
    private double slow(int t, double discount, double lambda) {
        double sum = 0;
        for (int k = t; k < HORIZON; k++) {
            sum += Math.pow(discount * lambda, k - t) * (costs[k] + discount * value(k + 1) - value(k));
        }
        return sum;
    }

    @Test
    void agreesWithTheSum() {
        for (double lambda : new double[] {0, 0.3, 0.97, 1}) {
            double[] fast = estimated(DISCOUNT, lambda);
            for (int t = 0; t < HORIZON; t++) {
                assertThat(fast[t]).isCloseTo(slow(t, DISCOUNT, lambda), within(1e-13));
            }
        }
    }

    @Test
    void withoutLambdaItIsTheTemporalDifference() {
        double[] found = estimated(DISCOUNT, 0);
        for (int t = 0; t < HORIZON; t++) {
            assertThat(found[t]).isCloseTo(costs[t] + DISCOUNT * value(t + 1) - values[t], within(1e-14));
        }
    }

    @Test
    void withLambdaOneItIsTheSampledCostToGoLessTheValue() {
        double[] found = estimated(1, 1);
        double toGo = costs[HORIZON];
        for (int t = HORIZON - 1; t >= 0; t--) {
            toGo += costs[t];
            assertThat(found[t]).isCloseTo(toGo - values[t], within(1e-13));
        }
    }
}
