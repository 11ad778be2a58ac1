package org.waymark.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.waymark.lqr.Rollout;

/**
 * The remembered transitions [x_t; u_t; x_{t+1}] of all clusters.
 *
 * <p>They can be divided into folds, in which a rollout stays for as long as it is remembered, whichever cluster it is in and whatever
 * is remembered beside it: its own first transition decides.
 */
public final class PooledTransitions {
    private final List<MixturePrior> memories;
    private final int stateSize;
    private final int controlSize;
    private final int count;

    private PooledTransitions(List<MixturePrior> memories, int stateSize, int controlSize) {
        this.memories = memories;
        this.stateSize = stateSize;
        this.controlSize = controlSize;
        this.count = memories.stream()
                .mapToInt(memory -> memory.rollouts() * memory.rowsPerRollout())
                .sum();
    }

    /**
     * Those that each cluster will remember.
     *
     * @param options of the fits
     * @param rollouts the new ones of each cluster, at least two, of equal sizes
     * @param memories what the last fit of each cluster returned
     */
    public static PooledTransitions of(
            DynamicsOptions options, List<List<Rollout>> rollouts, List<MixturePrior> memories) {
        if (rollouts.isEmpty() || rollouts.size() != memories.size()) {
            throw new IllegalArgumentException(
                    "pooled transitions: expected rollouts and memories of as many clusters, found " + rollouts.size()
                            + " and " + memories.size());
        }
        DynamicsFitter fitter = new DynamicsFitter(options);
        MixturePrior[] remembered = new MixturePrior[memories.size()];
        for (int c = 0; c < remembered.length; c++) {
            Rollouts.requireAlike(rollouts.get(c));
            remembered[c] = fitter.remember(rollouts.get(c), memories.get(c));
        }
        Rollout like = rollouts.get(0).get(0);
        return new PooledTransitions(List.of(remembered), like.stateSize(), like.controlSize());
    }

    /** n. */
    public int stateSize() {
        return stateSize;
    }

    /** m. */
    public int controlSize() {
        return controlSize;
    }

    /** How many transitions. */
    public int count() {
        return count;
    }

    int rowSize() {
        return 2 * stateSize + controlSize;
    }

    /** All rows, [count × D], cluster by cluster; a fresh array. */
    double[] rows() {
        return rows(1, fold -> true);
    }

    /**
     * The rows of the rollouts in some of the folds, cluster by cluster.
     *
     * @param folds into how many the rollouts are divided; at least two of them have rollouts if there are two rollouts
     * @return [as many × D]; a fresh array
     */
    double[] rows(int folds, IntPredicate wanted) {
        int[] fold = folds(folds);
        double[] all = new double[count * rowSize()];
        int length = 0;
        int rollout = 0;
        for (MixturePrior memory : memories) {
            int perRollout = memory.rowsPerRollout() * memory.rowSize();
            for (int r = 0; r < memory.rollouts(); r++) {
                if (wanted.test(fold[rollout++])) {
                    System.arraycopy(memory.sharedRows(), r * perRollout, all, length, perRollout);
                    length += perRollout;
                }
            }
        }
        return Arrays.copyOf(all, length);
    }

    private int[] folds(int folds) {
        int[] fold = memories.stream()
                .flatMapToInt(memory ->
                        IntStream.range(0, memory.rollouts()).map(r -> Math.floorMod(fingerprint(memory, r), folds)))
                .toArray();
        if (Arrays.stream(fold).allMatch(f -> f == fold[0])) {
            Arrays.setAll(fold, rollout -> rollout % folds);
        }
        return fold;
    }

    /** The bits of the first transition, mixed. */
    private static int fingerprint(MixturePrior memory, int rollout) {
        int at = rollout * memory.rowsPerRollout() * memory.rowSize();
        long bits = 0;
        for (int i = 0; i < memory.rowSize(); i++) {
            bits = (bits ^ Double.doubleToLongBits(memory.sharedRows()[at + i])) * 0x9E3779B97F4A7C15L;
            bits ^= bits >>> 32;
        }
        return (int) bits;
    }

    /** The covariance of [x_t; u_t] about its mean in a cluster at its time step, averaged over both, [(n+m) × (n+m)]. */
    double[] stepCovariance() {
        int inputs = stateSize + controlSize;
        double[] sum = new double[inputs * inputs];
        double[] mean = new double[inputs];
        double[] difference = new double[inputs];
        for (MixturePrior memory : memories) {
            int horizon = memory.rowsPerRollout();
            int size = memory.rowSize();
            double[] rows = memory.sharedRows();
            for (int t = 0; t < horizon; t++) {
                Arrays.fill(mean, 0);
                for (int r = 0; r < memory.rollouts(); r++) {
                    for (int i = 0; i < inputs; i++) {
                        mean[i] += rows[(r * horizon + t) * size + i] / memory.rollouts();
                    }
                }
                for (int r = 0; r < memory.rollouts(); r++) {
                    for (int i = 0; i < inputs; i++) {
                        difference[i] = rows[(r * horizon + t) * size + i] - mean[i];
                    }
                    SecondMoments.add(difference, 1.0 / count, sum);
                }
            }
        }
        return sum;
    }
}
