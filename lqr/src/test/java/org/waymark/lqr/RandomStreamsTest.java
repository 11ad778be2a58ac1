package org.waymark.lqr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    @Test
    void theSameNamesGiveTheSameBits() {
        RandomGenerator first = new RandomStreams(7).stream("noise", 1, 2, 3);
        RandomGenerator second = new RandomStreams(7).stream("noise", 1, 2, 3);
        for (int i = 0; i < 100; i++) {
            assertThat(first.nextLong()).isEqualTo(second.nextLong());
        }
    }

    @Test
    void everyNameMatters() {
        long reference = new RandomStreams(7).derive("noise", 1, 2, 3);
        assertThat(Set.of(
                        reference,
                        new RandomStreams(8).derive("noise", 1, 2, 3),
                        new RandomStreams(7).derive("start", 1, 2, 3),
                        new RandomStreams(7).derive("noise", 2, 1, 3),
                        new RandomStreams(7).derive("noise", 1, 3, 2),
                        new RandomStreams(7).derive("noise", 3, 2, 1)))
                .hasSize(6);
    }

    @Test
    void manyStreamsAreManySeeds() {
        Set<Long> seeds = new HashSet<>();
        for (int iteration = 0; iteration < 20; iteration++) {
            for (int cluster = 0; cluster < 20; cluster++) {
                for (int sample = -1; sample < 50; sample++) {
                    seeds.add(new RandomStreams(0).derive("noise", iteration, cluster, sample));
                }
            }
        }
        assertThat(seeds).hasSize(20 * 20 * 51);
    }

    /** First draws of neighbouring streams are as independent as draws of one: their mean and correlation stay within 4.5 σ. */
    @Test
    void neighbouringStreamsAreUncorrelated() {
        int count = 20_000;
        double sum = 0;
        double product = 0;
        double previous = 0;
        for (int sample = 0; sample < count; sample++) {
            double draw = new RandomStreams(3).stream("noise", 0, 0, sample).nextGaussian();
            sum += draw;
            product += draw * previous;
            previous = draw;
        }
        assertThat(Math.abs(sum)).isLessThan(4.5 * Math.sqrt(count));
        assertThat(Math.abs(product)).isLessThan(4.5 * Math.sqrt(count));
    }
}
