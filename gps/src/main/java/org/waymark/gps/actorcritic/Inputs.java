package org.waymark.gps.actorcritic;

import org.waymark.distillation.Whitening;

/** Writes observations, whitened, into the inputs of networks. */
final class Inputs {
    private final Whitening whitening;
    private final double[] mean;
    private final double[] deviation;

    Inputs(Whitening whitening) {
        this.whitening = whitening;
        this.mean = whitening.mean();
        this.deviation = whitening.deviation();
    }

    Whitening whitening() {
        return whitening;
    }

    /**
     * @param observations [count × p] from sample {@code from} on; not modified
     * @param rows rows that begin {@code stride} apart; the first p of each are overwritten
     */
    void write(double[] observations, int from, int count, double[] rows, int stride) {
        int p = mean.length;
        for (int b = 0; b < count; b++) {
            for (int i = 0; i < p; i++) {
                rows[b * stride + i] = (observations[(from + b) * p + i] - mean[i]) / deviation[i];
            }
        }
    }
}
