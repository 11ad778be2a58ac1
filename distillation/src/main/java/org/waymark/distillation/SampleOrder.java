package org.waymark.distillation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The order in which a descent meets its samples: batches without replacement, shuffled anew whenever fewer than a batch are left.
 *
 * <p>Mutable: one descent each.
 */
public final class SampleOrder {
    private final int[] samples;
    private final int batch;
    private final RandomGenerator random;
    private int at;

    /**
     * @param count samples, ≥ 1
     * @param batchSize samples in one batch, ≥ 1; all of them if there are fewer
     */
    public SampleOrder(int count, int batchSize, RandomGenerator random) {
        samples = new int[count];
        Arrays.setAll(samples, n -> n);
        batch = Math.min(batchSize, count);
        this.random = random;
        at = count;
    }

    /** Where the next batch begins in {@link #samples()}. */
    public int next() {
        if (at + batch > samples.length) {
            shuffle();
            at = 0;
        }
        int from = at;
        at += batch;
        return from;
    }

    /** [count] indices of samples; this object's own, changed by {@link #next}. */
    public int[] samples() {
        return samples;
    }

    /** Samples in one batch. */
    public int batch() {
        return batch;
    }

    /** The order of Fisher and Yates. */
    private void shuffle() {
        for (int i = samples.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = samples[i];
            samples[i] = samples[j];
            samples[j] = swap;
        }
    }
}
