package org.waymark.sim.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.sim.mechanism.RandomChains.vector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.waymark.sim.plant.SevenJointArm;

class ArticulatedBodyTest {
    @Test
    void acceleratesAsMecanoSays() throws IOException, ReflectiveOperationException {
        try (IsolatedMecano mecano = new IsolatedMecano()) {
            RandomGenerator random = RandomChains.generator(1);
            for (int trial = 0; trial < 80; trial++) {
                SerialChain chain = RandomChains.chain(1 + trial % 8, random);
                compare(mecano, chain, random);
            }
            for (int trial = 0; trial < 40; trial++) {
                compare(
                        mecano,
                        frictionless(new SevenJointArm().withGravity(9.81).chain()),
                        random);
            }
        }
    }

    private static void compare(IsolatedMecano mecano, SerialChain chain, RandomGenerator random) {
        int size = chain.size();
        double[] state = vector(2 * size, 1.5, random);
        double[] torque = vector(size, 3, random);
        double[] expected = mecano.accelerations(chain, state, torque);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        // relative to the largest: a light last link makes accelerations of 1e4 rad/s²
        assertThat(accelerations(chain, state, torque)).containsExactly(expected, within(1e-10 * Math.max(1, largest)));
    }

    @Property(tries = 60, seed = "1")
    void forcesBalanceAtRest(@ForAll @IntRange(min = 1, max = 8) int size, @ForAll long seed) {
        // M(q) q̈ = τ − ∂V/∂q when q̇ = 0, with M and V from the energies; armature counted
        RandomGenerator random = RandomChains.generator(seed);
        SerialChain chain = geared(RandomChains.chain(size, random), 0.3, 2);
        double[] state = Arrays.copyOf(vector(size, 1.5, random), 2 * size);
        double[] torque = vector(size, 3, random);
        double[] q2 = accelerations(chain, state, torque);
        ChainEnergy energy = new ChainEnergy(chain);
        double[] mass = energy.massMatrix(state);
        for (int i = 0; i < size; i++) {
            double inertial = 0;
            for (int j = 0; j < size; j++) {
                inertial += mass[i * size + j] * q2[j];
            }
            double h = 1e-5;
            double[] shifted = state.clone();
            shifted[i] += h;
            double above = energy.potential(shifted);
            shifted[i] -= 2 * h;
            double slope = (above - energy.potential(shifted)) / (2 * h);
            // the difference quotient is good to h² ~ 1e-10 relative, its rounding to 1e-16·V/h ~ 1e-9
            assertThat(inertial + slope).isCloseTo(torque[i], within(1e-7));
        }
    }

    @Property(tries = 60, seed = "2")
    void powerIsWhatTheTorquesGiveLessFriction(@ForAll @IntRange(min = 1, max = 8) int size, @ForAll long seed) {
        // d/dt (T + V) = τᵀq̇ − Σ β q̇²: Coriolis forces do no work
        RandomGenerator random = RandomChains.generator(seed);
        SerialChain chain = geared(RandomChains.chain(size, random), 0.3, 2);
        double[] state = vector(2 * size, 1, random);
        double[] torque = vector(size, 3, random);
        double[] q2 = accelerations(chain, state, torque);
        double h = 1e-5;
        double[] later = state.clone();
        double[] earlier = state.clone();
        double power = 0;
        for (int i = 0; i < size; i++) {
            double rate = state[size + i];
            later[i] += h * rate + 0.5 * h * h * q2[i];
            earlier[i] += -h * rate + 0.5 * h * h * q2[i];
            later[size + i] += h * q2[i];
            earlier[size + i] -= h * q2[i];
            power += torque[i] * rate - 2 * rate * rate;
        }
        ChainEnergy energy = new ChainEnergy(chain);
        double scale = 1 + Math.abs(power) + energy.kinetic(state);
        assertThat((energy.total(later) - energy.total(earlier)) / (2 * h)).isCloseTo(power, within(1e-5 * scale));
    }

    @Test
    void fallsFreelyWhenNothingHoldsIt() {
        // one point mass on a massless rod of length l: q̈ = −(g/l) cos q about y, gravity along −z
        double length = 0.7;
        Link rod = new Link(
                "rod", new double[3], new double[] {0, -1, 0}, 2, new double[] {length, 0, 0}, new double[9], 0, 0);
        SerialChain chain = new SerialChain(List.of(rod), new double[3], new double[] {0, 0, -9.81});
        assertThat(accelerations(chain, new double[] {0.4, 1.3}, new double[1])[0])
                .isCloseTo(-9.81 / length * Math.cos(0.4), within(1e-12));
    }

    @Test
    void sameBitsWheneverAsked() {
        RandomGenerator random = RandomChains.generator(5);
        SerialChain chain = RandomChains.chain(7, random);
        double[] state = vector(14, 1, random);
        double[] torque = vector(7, 1, random);
        ArticulatedBody used = new ArticulatedBody(chain);
        double[] first = new double[7];
        used.accelerations(vector(14, 1, random), torque, first, 0);
        used.accelerations(state, torque, first, 0);
        assertThat(first).isEqualTo(accelerations(chain, state, torque));
    }

    static double[] accelerations(SerialChain chain, double[] state, double[] torque) {
        double[] result = new double[chain.size()];
        new ArticulatedBody(chain).accelerations(state, torque, result, 0);
        return result;
    }

    static SerialChain frictionless(SerialChain chain) {
        return geared(chain, 0, 0);
    }

    private static SerialChain geared(SerialChain chain, double armature, double damping) {
        List<Link> links = new ArrayList<>();
        chain.links().forEach(link -> links.add(link.withArmature(armature).withDamping(damping)));
        return new SerialChain(links, chain.tip(), chain.gravity());
    }
}
