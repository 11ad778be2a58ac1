package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.sim.InitialState;

class PointMassTest {
    @Test
    void forcedMassObeysItsRecursion() {
        // v ← v + 0.05 (u − 0.1 v) = 2 + 0.05·(3 − 0.2) = 2.14; p ← 1 + 0.05·2.14
        double[] next = new double[4];
        new PointMass().newSimulator().next(new double[] {1, -1, 2, 0}, new double[] {3, -4}, 0, next);
        assertThat(next).containsExactly(new double[] {1.107, -1.01, 2.14, -0.2}, within(1e-15));
    }

    @Test
    void forcedMassDecaysGeometrically() {
        ModelSimulator simulator = new PointMass().newSimulator();
        double[] x = new double[4];
        simulator.reset(InitialState.of(0, 0, 1, -2), x);
        for (int t = 0; t < 100; t++) {
            simulator.step(new double[2], x);
        }
        // v_t = 0.995ᵗ v_0 and p_t = Δt Σ v
        double factor = Math.pow(0.995, 100);
        assertThat(x[2]).isCloseTo(factor, within(1e-13));
        assertThat(x[3]).isCloseTo(-2 * factor, within(1e-13));
        assertThat(x[0]).isCloseTo(0.05 * 0.995 * (1 - factor) / 0.005, within(1e-12));
    }

    @Test
    void commandedMassForgetsItsVelocity() {
        double[] next = new double[6];
        new VelocityPointMass()
                .newSimulator()
                .next(new double[] {0, 5, 0, 77, -77, 0}, new double[] {2.01, -4.02}, 0, next);
        assertThat(next).containsExactly(new double[] {0.1, 4.8, 0, 2, -4, 0}, within(1e-15));
    }

    @Test
    void commandedMassStaysInItsPlane() {
        double[] x = new double[6];
        assertThatThrownBy(() -> new VelocityPointMass().newSimulator().reset(InitialState.of(0, 0, 1, 0, 0, 0), x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("initial state: coordinates 2 and 5: expected 0, found 1.0 and 0.0");
    }
}
