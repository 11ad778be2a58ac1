package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.sim.InitialState;
import org.waymark.sim.mechanism.ChainEnergy;
import org.waymark.sim.mechanism.RandomChains;

class SevenJointArmTest {
    @Test
    void stretchedArmIsAsLongAsItsLinks() {
        double[] x = new double[20];
        new SevenJointArm().newSimulator().reset(InitialState.of(new double[14]), x);
        assertThat(x[14]).isCloseTo(0.1 + 0.4 + 0.32 + 0.18, within(1e-15));
        assertThat(x[15]).isZero();
        assertThat(x[16]).isCloseTo(-0.06, within(1e-15));
    }

    @Test
    void everyJointMovesTheEndEffector() {
        SevenJointArm arm = new SevenJointArm();
        double[] x = new double[20];
        arm.newSimulator().reset(SevenJointArm.nominalStart(), x);
        double[] jacobian = new double[60];
        arm.points().evaluate(x, new double[3], jacobian);
        for (int i = 0; i < 7; i++) {
            assertThat(Math.abs(jacobian[i]) + Math.abs(jacobian[20 + i]) + Math.abs(jacobian[40 + i]))
                    .as("joint %d", i)
                    .isGreaterThan(0.05);
        }
    }

    @Test
    void velocityOfTheEndEffectorIsThatOfItsPositions() {
        ModelSimulator simulator = new SevenJointArm().newSimulator();
        double[] start = SevenJointArm.nominalStart().coordinates();
        double[] shifted = start.clone();
        double h = 1e-6;
        for (int i = 0; i < 7; i++) {
            start[7 + i] = 0.3 * i - 1;
            shifted[i] += h * start[7 + i];
        }
        double[] x = new double[20];
        double[] later = new double[20];
        simulator.reset(InitialState.of(start), x);
        simulator.reset(InitialState.of(shifted), later);
        for (int k = 0; k < 3; k++) {
            assertThat(x[17 + k]).isCloseTo((later[14 + k] - x[14 + k]) / h, within(1e-5));
        }
    }

    @Test
    void restsWithoutControlUnlessItHasWeight() {
        double[] u = new double[7];
        double[] x = new double[20];
        double[] start = new double[20];
        ModelSimulator balanced = new SevenJointArm().newSimulator();
        balanced.reset(SevenJointArm.nominalStart(), start);
        balanced.step(u, x);
        assertThat(x).containsExactly(start, within(1e-15));
        ModelSimulator heavy = new SevenJointArm().withGravity(9.81).newSimulator();
        heavy.reset(SevenJointArm.nominalStart(), start);
        heavy.step(u, x);
        assertThat(x[16]).isLessThan(start[16] - 0.001);
    }

    @Test
    void torquesThatCarryTheWeightMakeItTheArmWithoutGravity() {
        // with τ + ∂V/∂q at every instant gravity drops out; here for one instant, by the accelerations
        SevenJointArm heavy = new SevenJointArm().withGravity(9.81);
        ChainEnergy energy = new ChainEnergy(heavy.chain());
        double[] state = SevenJointArm.nominalStart().coordinates();
        double[] u = new double[7];
        double h = 1e-6;
        for (int i = 0; i < 7; i++) {
            double[] above = state.clone();
            double[] below = state.clone();
            above[i] += h;
            below[i] -= h;
            u[i] = (energy.potential(above) - energy.potential(below)) / (2 * h);
            assertThat(Math.abs(u[i]))
                    .as("the motors can carry the arm")
                    .isLessThan(heavy.spec().controlUpper()[i]);
        }
        double[] x = new double[20];
        double[] start = new double[20];
        ModelSimulator simulator = heavy.newSimulator();
        simulator.reset(SevenJointArm.nominalStart(), start);
        for (int t = 0; t < 20; t++) {
            simulator.step(u, x);
        }
        assertThat(x).containsExactly(start, within(1e-6));
    }

    @Test
    void survivesFullTorquesInAnyDirection() {
        ModelSimulator simulator = new SevenJointArm().withGravity(9.81).newSimulator();
        RandomGenerator random = RandomChains.generator(4);
        double[] limits = simulator.spec().controlUpper();
        double[] u = new double[7];
        double[] x = new double[20];
        simulator.reset(SevenJointArm.nominalStart(), x);
        double fastest = 0;
        for (int t = 0; t < 5000; t++) {
            for (int i = 0; i < 7 && t % 15 == 0; i++) {
                u[i] = random.nextBoolean() ? limits[i] : -limits[i];
            }
            simulator.step(u, x);
            for (int i = 7; i < 14; i++) {
                fastest = Math.max(fastest, Math.abs(x[i]));
            }
        }
        // friction holds the joints below the ratios of torque to damping, 10 rad/s; the others' inertia adds some
        assertThat(fastest).isBetween(5.0, 40.0);
    }

    @Test
    void gravityPointsDown() {
        assertThatThrownBy(() -> new SevenJointArm().withGravity(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gravity: expected ≥ 0 m/s², found -1.0");
        assertThat(new SevenJointArm().withGravity(9.81).chain().gravity()).containsExactly(0, 0, -9.81);
        assertThatThrownBy(() -> new Pendulum(0)).hasMessage("control limit[0]: expected > 0, found 0.0");
        assertThat(new CartPole(3).spec().controlLower()).containsExactly(-3);
        assertThat(new Pendulum(4).spec().controlUpper()).containsExactly(4);
    }
}
