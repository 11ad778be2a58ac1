package org.waymark.lqr;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Every random number of a run comes from here: one seed, and one independent stream for each (purpose, iteration, cluster, sample).
 *
 * <p>A stream depends on its four names only, never on which thread asks or in what order, so a run has the same bits for any number
 * of threads.
 */
public record RandomStreams(long seed) {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /** A fresh generator, at the beginning of the named stream. */
    public RandomGenerator stream(String purpose, int iteration, int cluster, int sample) {
        return FACTORY.create(derive(purpose, iteration, cluster, sample));
    }

    /** The seed of the named stream, for libraries that want a number. */
    public long derive(String purpose, int iteration, int cluster, int sample) {
        long h = mix(seed + 0x9E3779B97F4A7C15L);
        h = mix(h ^ purpose.hashCode());
        h = mix(h + 0x632BE59BD9B4E019L * (iteration + 1L));
        h = mix(h + 0x8CB92BA72F3D8DD7L * (cluster + 1L));
        return mix(h + 0xD1342543DE82EF95L * (sample + 1L));
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
