package org.waymark.sim.mechanism;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chains, states and vectors for tests; the same for the same seed. */
public final class RandomChains {
    private RandomChains() {}

    public static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Links of 0.1–3 kg with slanted axes and general inertias, in gravity that points anywhere; without armature and damping. */
    public static SerialChain chain(int size, RandomGenerator random) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            links.add(new Link(
                    "joint " + i,
                    vector(3, 0.3, random),
                    unit(random),
                    0.1 + 2.9 * random.nextDouble(),
                    vector(3, 0.2, random),
                    inertia(random),
                    0,
                    0));
        }
        return new SerialChain(links, vector(3, 0.2, random), vector(3, 6, random));
    }

    public static double[] vector(int size, double deviation, RandomGenerator random) {
        double[] v = new double[size];
        for (int i = 0; i < size; i++) {
            v[i] = deviation * random.nextGaussian();
        }
        return v;
    }

    private static double[] unit(RandomGenerator random) {
        double[] v = vector(3, 1, random);
        double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
    }

    /** That of four point masses. */
    private static double[] inertia(RandomGenerator random) {
        double[] inertia = new double[9];
        for (int k = 0; k < 4; k++) {
            double[] p = vector(3, 0.1, random);
            double square = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    inertia[3 * i + j] += (i == j ? square : 0) - p[i] * p[j];
                }
            }
        }
        return inertia;
    }
}
