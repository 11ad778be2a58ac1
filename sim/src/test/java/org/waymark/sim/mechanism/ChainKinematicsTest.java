package org.waymark.sim.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.sim.mechanism.RandomChains.vector;

import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainKinematicsTest {
    @Property(tries = 60, seed = "1")
    void jacobianIsTheSlopeOfTheTip(@ForAll @IntRange(min = 1, max = 8) int size, @ForAll long seed) {
        RandomGenerator random = RandomChains.generator(seed);
        SerialChain chain = RandomChains.chain(size, random);
        ChainKinematics kinematics = new ChainKinematics(chain);
        double[] q = vector(size, 2, random);
        kinematics.update(q);
        double[] jacobian = new double[3 * size];
        kinematics.readJacobian(jacobian, size);
        double h = 1e-5;
        for (int i = 0; i < size; i++) {
            double[] above = tip(kinematics, q, i, h);
            double[] below = tip(kinematics, q, i, -h);
            for (int row = 0; row < 3; row++) {
                assertThat(jacobian[row * size + i]).isCloseTo((above[row] - below[row]) / (2 * h), within(1e-8));
            }
        }
    }

    @Property(tries = 60, seed = "2")
    void tipVelocityIsJacobianTimesRates(@ForAll @IntRange(min = 1, max = 8) int size, @ForAll long seed) {
        RandomGenerator random = RandomChains.generator(seed);
        ChainKinematics kinematics = new ChainKinematics(RandomChains.chain(size, random));
        double[] state = vector(2 * size, 2, random);
        kinematics.update(state);
        double[] jacobian = new double[3 * size];
        kinematics.readJacobian(jacobian, size);
        double[] velocity = new double[4];
        kinematics.readTipVelocity(state, size, velocity, 1);
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += jacobian[row * size + i] * state[size + i];
            }
            assertThat(velocity[1 + row]).isCloseTo(sum, within(1e-12));
        }
    }

    @Property(tries = 60, seed = "3")
    void rotationsAreOrthogonalAndKeepTheAxis(@ForAll @IntRange(min = 1, max = 8) int size, @ForAll long seed) {
        RandomGenerator random = RandomChains.generator(seed);
        SerialChain chain = RandomChains.chain(size, random);
        ChainKinematics kinematics = new ChainKinematics(chain);
        kinematics.update(vector(size, 3, random));
        for (int i = 0; i < size; i++) {
            double[] local = chain.links().get(i).axis();
            for (int a = 0; a < 3; a++) {
                double turned = 0;
                for (int b = 0; b < 3; b++) {
                    double dot = 0;
                    for (int k = 0; k < 3; k++) {
                        dot += kinematics.rotation[9 * i + 3 * a + k] * kinematics.rotation[9 * i + 3 * b + k];
                    }
                    assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-13));
                    turned += kinematics.rotation[9 * i + 3 * a + b] * local[b];
                }
                // a hinge leaves its own axis where it is: R_i a_i = R_{i−1} a_i
                assertThat(kinematics.axis[3 * i + a]).isCloseTo(turned, within(1e-13));
            }
        }
    }

    @Test
    void positiveAnglesTurnRightHandedly() {
        Link link = Link.cylinder(
                "hinge", new double[] {1, 2, 3}, new double[] {0, 0, 1}, 1, new double[3], new double[] {1, 0, 0}, 0.1);
        ChainKinematics kinematics =
                new ChainKinematics(new SerialChain(List.of(link), new double[] {1, 0, 0.5}, new double[3]));
        kinematics.update(new double[] {Math.PI / 2});
        double[] tip = new double[3];
        kinematics.readTip(tip, 0);
        assertThat(tip).containsExactly(new double[] {1, 3, 3.5}, within(1e-15));
    }

    private static double[] tip(ChainKinematics kinematics, double[] q, int i, double shift) {
        double[] shifted = q.clone();
        shifted[i] += shift;
        kinematics.update(shifted);
        double[] tip = new double[3];
        kinematics.readTip(tip, 0);
        return tip;
    }
}
