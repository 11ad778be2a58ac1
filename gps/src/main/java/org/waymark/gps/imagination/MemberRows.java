package org.waymark.gps.imagination;

import org.waymark.dynamics.learned.Prediction;

/** The rows of a batch that one member of a model predicts, one below the other. A workspace, for one thread. */
public final class MemberRows {
    private final int n;
    private final int m;
    private final int[] rows;
    private final double[] x;
    private final double[] u;
    private final double[] mean;
    private final double[] variance;
    private int count;

    public MemberRows(int batch, int stateSize, int controlSize) {
        n = stateSize;
        m = controlSize;
        rows = new int[batch];
        x = new double[batch * n];
        u = new double[batch * m];
        mean = new double[batch * n];
        variance = new double[batch * n];
    }

    /**
     * Collects the rollouts that a member predicts at a step, but for those that are over.
     *
     * @return how many there are
     */
    public int gather(ImaginedRollouts rollouts, int t, int member) {
        count = 0;
        for (int b = 0; b < rollouts.batch(); b++) {
            if (rollouts.members(t)[b] == member && !rollouts.ended(t)[b]) {
                System.arraycopy(rollouts.states(t), b * n, x, count * n, n);
                System.arraycopy(rollouts.controls(t), b * m, u, count * m, m);
                rows[count++] = b;
            }
        }
        return count;
    }

    /** Predicts what was collected. */
    public void predict(Prediction prediction, int member) {
        prediction.predict(member, x, u, count, mean, variance);
    }

    /** Which rollout the r-th row is. */
    public int row(int r) {
        return rows[r];
    }

    /** μ of entry i of the r-th row. */
    public double mean(int r, int i) {
        return mean[r * n + i];
    }

    /** s² of entry i of the r-th row. */
    public double variance(int r, int i) {
        return variance[r * n + i];
    }
}
