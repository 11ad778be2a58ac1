package org.waymark.dynamics;

import java.util.Arrays;
import java.util.Optional;
import org.waymark.lqr.NonFiniteException;

/**
 * What a fit remembers from one iteration to the next: the rows of the latest rollouts, and the mixture last fitted to them; with
 * another kind of prior, the rows alone.
 *
 * <p>Immutable, and made of plain arrays, so that it can be written down and read back: {@code of(p.rowSize(), p.rowsPerRollout(),
 * p.rows(), p.mixture(), p.rowsAtStart())} equals {@code p}.
 */
public final class MixturePrior {
    private static final MixturePrior EMPTY = new MixturePrior(0, 0, new double[0], null, 0);

    private final int rowSize;
    private final int rowsPerRollout;
    private final double[] rows;
    private final GaussianMixture mixture;
    private final int rowsAtStart;

    private MixturePrior(int rowSize, int rowsPerRollout, double[] rows, GaussianMixture mixture, int rowsAtStart) {
        this.rowSize = rowSize;
        this.rowsPerRollout = rowsPerRollout;
        this.rows = rows;
        this.mixture = mixture;
        this.rowsAtStart = rowsAtStart;
    }

    /** The prior of a first iteration: no rows, no mixture. */
    public static MixturePrior empty() {
        return EMPTY;
    }

    /**
     * Copies its arrays.
     *
     * @param rowSize numbers in a row: [x_t; u_t; x_{t+1}] for dynamics, [x_t; o_t] for a policy
     * @param rowsPerRollout T
     * @param rows [rollouts × rowsPerRollout × rowSize], the oldest rollout first
     * @param mixture the mixture last fitted, if there is one
     * @param rowsAtStart how many rows there were when the mixture last got its present number of components
     * @throws IllegalArgumentException if {@code rows} is not a whole number of rollouts
     */
    public static MixturePrior of(
            int rowSize, int rowsPerRollout, double[] rows, Optional<GaussianMixture> mixture, int rowsAtStart) {
        int perRollout = rowSize * rowsPerRollout;
        if (rowSize < 0 || rowsPerRollout < 0 || (perRollout == 0 ? rows.length > 0 : rows.length % perRollout != 0)) {
            throw new IllegalArgumentException("prior rows: expected rollouts of " + rowsPerRollout + "×" + rowSize
                    + " numbers, found " + rows.length + " numbers");
        }
        Checks.atLeast("prior rowsAtStart", rowsAtStart, 0);
        NonFiniteException.check("prior rows", rows, -1);
        return new MixturePrior(rowSize, rowsPerRollout, rows.clone(), mixture.orElse(null), rowsAtStart);
    }

    /** Numbers in a row. */
    public int rowSize() {
        return rowSize;
    }

    /** T, the rows of one rollout. */
    public int rowsPerRollout() {
        return rowsPerRollout;
    }

    /** How many rollouts are remembered. */
    public int rollouts() {
        return rowSize == 0 ? 0 : rows.length / (rowSize * rowsPerRollout);
    }

    /** All rows, [rollouts × rowsPerRollout × rowSize], the oldest rollout first; a copy. */
    public double[] rows() {
        return rows.clone();
    }

    /** The mixture last fitted; empty before the first fit. */
    public Optional<GaussianMixture> mixture() {
        return Optional.ofNullable(mixture);
    }

    /** How many rows there were when the mixture last got its present number of components. */
    public int rowsAtStart() {
        return rowsAtStart;
    }

    /**
     * Forgets the oldest rollouts and remembers new ones.
     *
     * @param newRows [rollouts × rowsPerRollout × rowSize]; not modified
     * @param maxRollouts how many to keep; the new ones are kept even if they are more
     */
    MixturePrior append(int newRowSize, int newRowsPerRollout, double[] newRows, int maxRollouts) {
        if (rowSize != 0 && (rowSize != newRowSize || rowsPerRollout != newRowsPerRollout)) {
            throw new IllegalArgumentException("prior: expected rollouts of " + newRowsPerRollout + " rows of "
                    + newRowSize + " numbers, found " + rowsPerRollout + " of " + rowSize);
        }
        int perRollout = newRowSize * newRowsPerRollout;
        int added = newRows.length / perRollout;
        int kept = Math.min(rollouts(), Math.max(0, maxRollouts - added));
        double[] all = Arrays.copyOfRange(rows, rows.length - kept * perRollout, rows.length + newRows.length);
        System.arraycopy(newRows, 0, all, kept * perRollout, newRows.length);
        return new MixturePrior(newRowSize, newRowsPerRollout, all, mixture, rowsAtStart);
    }

    /** The same rows, with the mixture that was fitted to them. */
    MixturePrior with(MixtureEm.Fit fit) {
        boolean kept = fit.report().start() == EmReport.Start.WARM;
        return new MixturePrior(
                rowSize,
                rowsPerRollout,
                rows,
                fit.mixture(),
                kept ? rowsAtStart : fit.report().rows());
    }

    /** Whether these rows are the latest of those remembered. */
    boolean endsWith(double[] latest) {
        int from = rows.length - latest.length;
        return from >= 0 && Arrays.equals(rows, from, rows.length, latest, 0, latest.length);
    }

    /** The rows themselves; the caller must not write to them. */
    double[] sharedRows() {
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixturePrior p
                && rowSize == p.rowSize
                && rowsPerRollout == p.rowsPerRollout
                && rowsAtStart == p.rowsAtStart
                && Arrays.equals(rows, p.rows)
                && mixture().equals(p.mixture());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return "MixturePrior[" + rollouts() + " rollouts of " + rowsPerRollout + "×" + rowSize + ", " + mixture() + "]";
    }
}
