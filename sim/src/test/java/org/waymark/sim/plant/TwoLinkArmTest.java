package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.sim.mechanism.RandomChains.vector;

import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.waymark.sim.mechanism.ArticulatedBody;
import org.waymark.sim.mechanism.ChainEnergy;
import org.waymark.sim.mechanism.ChainKinematics;
import org.waymark.sim.mechanism.Link;
import org.waymark.sim.mechanism.RandomChains;
import org.waymark.sim.mechanism.SerialChain;

class TwoLinkArmTest {
    private static final SerialChain CHAIN =
            new SerialChain(List.of(link("shoulder", 0), link("elbow", 1)), new double[] {1, 0, 0}, new double[3]);

    private static Link link(String name, double offset) {
        return new Link(
                name,
                new double[] {offset, 0, 0},
                new double[] {0, 0, 1},
                1,
                new double[] {0.5, 0, 0},
                new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1.0 / 12},
                0,
                0.5);
    }

    @Property(tries = 40, seed = "1")
    void movesAsTheSameMechanismOfLinks(@ForAll long seed) {
        RandomGenerator random = RandomChains.generator(seed);
        double[] state = vector(7, 2, random);
        double[] torque = vector(2, 3, random);
        ArticulatedBody body = new ArticulatedBody(CHAIN);
        RungeKutta4 integrator = new RungeKutta4(4, (y, u, rate) -> {
            rate[0] = y[2];
            rate[1] = y[3];
            body.accelerations(y, u, rate, 2);
        });
        double[] expected = new double[7];
        System.arraycopy(state, 0, expected, 0, 4);
        for (int k = 0; k < 5; k++) {
            integrator.step(expected, torque, 0.01);
        }
        ChainKinematics kinematics = new ChainKinematics(CHAIN);
        kinematics.update(expected);
        kinematics.readTip(expected, 4);
        double[] next = new double[7];
        new TwoLinkArm().newSimulator().next(state, torque, 0, next);
        assertThat(next).containsExactly(expected, within(1e-11));
    }

    @Test
    void massMatrixIsThePublishedOne() {
        // the accelerations of a resting arm under unit torques are the columns of M⁻¹; 1e-4 s is short enough to see
        // them
        double q2 = 0.7;
        double[] mass = {5.0 / 3 + Math.cos(q2), 1.0 / 3 + 0.5 * Math.cos(q2), 1.0 / 3};
        assertThat(new ChainEnergy(CHAIN).massMatrix(new double[] {0.2, q2}))
                .containsExactly(new double[] {mass[0], mass[1], mass[1], mass[2]}, within(1e-13));
        double determinant = mass[0] * mass[2] - mass[1] * mass[1];
        double[] acceleration = new double[2];
        ArticulatedBody body = new ArticulatedBody(CHAIN);
        body.accelerations(new double[] {0.2, q2, 0, 0}, new double[] {1, 0}, acceleration, 0);
        assertThat(acceleration)
                .containsExactly(new double[] {mass[2] / determinant, -mass[1] / determinant}, within(1e-13));
    }
}
