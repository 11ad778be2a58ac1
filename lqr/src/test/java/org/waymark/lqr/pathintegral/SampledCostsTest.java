package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;

class SampledCostsTest {
    private static final Plant PLANT = Plant.pointMass(1, 4, new double[] {1, 0});

    @Test
    void costToGoIsTheSumOfWhatFollows() {
        SampledCosts costs = SampledCosts.of(new double[][] {{1, 2, 4}, {8, 16, 32}});
        assertThat(costs.rollouts()).isEqualTo(2);
        assertThat(costs.horizon()).isEqualTo(2);
        assertThat(costs.toGo(0, 0)).isEqualTo(7);
        assertThat(costs.toGo(1, 1)).isEqualTo(48);
        assertThat(costs.toGo(1, 2)).isEqualTo(32);
    }

    @Test
    void ofRolloutsAddsUpToTheirCosts() {
        Cost cost = cost(Double.NaN);
        List<Rollout> rollouts = PLANT.rollouts(PLANT.controller(1), 3, Plant.random(1));
        SampledCosts costs = SampledCosts.of(cost, rollouts);
        for (int r = 0; r < 3; r++) {
            assertThat(costs.toGo(r, 0)).isCloseTo(rollouts.get(r).cost(cost), within(1e-14));
            assertThat(costs.get(r, 4))
                    .isEqualTo(cost.terminal(rollouts.get(r).states().step(4)));
        }
    }

    @Test
    void keepsNoArrays() {
        double[][] steps = {{1, 2}, {3, 4}};
        SampledCosts costs = SampledCosts.of(steps);
        steps[0][0] = 100;
        assertThat(costs.get(0, 0)).isEqualTo(1);
    }

    @Test
    void namesWhereACostIsNotFinite() {
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> SampledCosts.of(new double[][] {{1, 2, 3}, {1, 2, 3}, {1, Double.NaN, 3}}))
                .withMessageContaining("rollout 2")
                .withMessageContaining("t = 1");
        List<Rollout> rollouts = PLANT.rollouts(PLANT.controller(1), 3, Plant.random(1));
        double poison = rollouts.get(1).controls().get(2, 0);
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> SampledCosts.of(cost(poison), rollouts, 7))
                .withMessageContaining("cluster 7, rollout 1, t = 2");
    }

    @Test
    void namesWhereACostToGoOverflows() {
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> SampledCosts.of(new double[][] {{1, 2, 3}, {1, 1e308, 1e308}}))
                .withMessageContaining("to go")
                .withMessageContaining("rollout 1, t = 1");
    }

    @Test
    void needsTwoRolloutsOfOneLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampledCosts.of(new double[][] {{1, 2}}))
                .withMessageContaining("at least 2 rollouts")
                .withMessageContaining("found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampledCosts.of(new double[][] {{1, 2}, {1, 2, 3}}))
                .withMessageContaining("[1]")
                .withMessageContaining("found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampledCosts.of(new double[][] {{1}, {1}}))
                .withMessageContaining("found 1");
    }

    /** A quadratic cost that is NaN for one control. */
    private static Cost cost(double poison) {
        return new Cost() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return u[0] == poison ? Double.NaN : x[0] * x[0] + u[0] * u[0];
            }

            @Override
            public double terminal(double[] x) {
                return 10 * x[0] * x[0];
            }
        };
    }
}
