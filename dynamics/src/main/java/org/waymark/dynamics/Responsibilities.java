package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.matrix.RowKernels;

/**
 * The E-step of a mixture of Gaussians: which component answers for which row, r_nk, [rows × components].
 *
 * <p>Rows are taken in blocks, transposed, so that the triangular solve Uᵀ y = z − μ runs along the block. After every eight of its
 * steps those rows are dropped for which the component cannot matter any more: the part of ‖y‖² that is known is a lower bound of the
 * whole. Each row's favourite of the last call goes first, which makes that bound sharp.
 */
final class Responsibilities {
    private static final int BLOCK = 256;
    private static final int PANEL = 8;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private int rows;
    private int size;
    private int components;
    private double[] z = new double[0];
    private double[][] columns = new double[0][];
    private double[] table = new double[0];
    private double[] best = new double[0];
    private int[] favourite = new int[0];
    private int[] first = new int[0];
    private int[] queue = new int[0];
    private double[] masses = new double[0];

    private double[][][] factors = new double[0][][];
    private double[] constants = new double[0];
    private double[] diagonal = new double[0];
    private double hopeless;
    private final int[] block = new int[BLOCK];
    private final int[] survivors = new int[BLOCK];
    private final double[] squares = new double[BLOCK];
    private double[][] y = new double[0][];

    /**
     * Prepares for a table of rows; nothing is known about them.
     *
     * @param newZ [rows × size]; kept, not modified
     */
    void reset(double[] newZ, int newRows, int newSize) {
        z = newZ;
        components = 0;
        if (rows != newRows || size != newSize) {
            rows = newRows;
            size = newSize;
            columns = new double[Math.min(PANEL, size)][rows];
            favourite = new int[rows];
            first = new int[rows];
            queue = new int[rows];
            best = new double[rows];
            y = new double[size][BLOCK];
            diagonal = new double[size];
        }
        Arrays.fill(favourite, -1);
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < columns.length; i++) {
                columns[i][n] = z[n * size + i];
            }
        }
    }

    double get(int row, int component) {
        return table[row * components + component];
    }

    /** Σ_n r_nk. */
    double mass(int component) {
        return masses[component];
    }

    /** The component with the largest responsibility for each row; a copy. */
    int[] favourites() {
        return favourite.clone();
    }

    /** Writes the rows with r_nk > 0, in ascending order; returns how many. */
    int members(int component, int[] out) {
        int count = 0;
        for (int n = 0, at = component; n < rows; n++, at += components) {
            if (table[at] > 0) {
                out[count++] = n;
            }
        }
        return count;
    }

    /** Every row wholly to its group. */
    void assign(int[] groups, int newComponents) {
        resizeComponents(newComponents);
        Arrays.fill(table, 0);
        Arrays.fill(masses, 0);
        for (int n = 0; n < rows; n++) {
            table[n * components + groups[n]] = 1;
            masses[groups[n]]++;
            favourite[n] = groups[n];
        }
    }

    private void resizeComponents(int newComponents) {
        if (components != newComponents) {
            components = newComponents;
            Arrays.fill(favourite, -1);
            masses = new double[components];
            constants = new double[components];
            table = new double[rows * components];
            factors = new double[components][size][size];
        }
    }

    /**
     * Computes all responsibilities; returns the log-likelihood Σ_n log Σ_k w_k N(z_n; μ_k, Σ_k).
     *
     * @param covariances [components][size][size], lower triangles; not modified
     * @param hopelessAt a component that many nats below the best one is left out
     * @param negligible responsibilities below this become zero
     */
    double compute(
            double[] logWeights, double[][] means, double[][][] covariances, double hopelessAt, double negligible) {
        resizeComponents(logWeights.length);
        hopeless = hopelessAt;
        Arrays.fill(table, Double.NEGATIVE_INFINITY);
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        System.arraycopy(favourite, 0, first, 0, rows);
        for (int k = 0; k < components; k++) {
            RobustCholesky.factor(covariances[k], size, factors[k], diagonal);
            constants[k] = logWeights[k] - 0.5 * (size * LOG_TWO_PI + RobustCholesky.logDeterminant(factors[k], size));
        }
        for (int k = 0; k < components; k++) {
            useFactor(k);
            evaluateFavourites(k, means[k]);
        }
        for (int k = 0; k < components; k++) {
            useFactor(k);
            evaluateOthers(k, means[k]);
        }
        return normalise(negligible);
    }

    private void useFactor(int k) {
        for (int i = 0; i < size; i++) {
            diagonal[i] = -1 / factors[k][i][i];
        }
    }

    private void evaluateFavourites(int k, double[] mean) {
        int count = 0;
        for (int n = 0; n < rows; n++) {
            if (first[n] == k) {
                queue[count++] = n;
            }
        }
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            System.arraycopy(queue, from, block, 0, length);
            Arrays.fill(squares, 0);
            finish(k, mean, 0, length);
        }
    }

    /** The first panel of consecutive rows is read from columns; few rows survive it. */
    private void evaluateOthers(int k, double[] mean) {
        int width = columns.length;
        for (int from = 0; from < rows; from += BLOCK) {
            int length = Math.min(BLOCK, rows - from);
            Arrays.fill(squares, 0);
            for (int i = 0; i < width; i++) {
                subtract(columns[i], from, mean[i], y[i], length);
                solveRow(k, i, length);
            }
            int count = 0;
            for (int b = 0; b < length; b++) {
                int n = from + b;
                if (first[n] != k && constants[k] - 0.5 * squares[b] >= best[n] - hopeless) {
                    survivors[count] = b;
                    block[count++] = n;
                }
            }
            keepSurvivors(width, count, length);
            finish(k, mean, width, count);
        }
    }

    private static void subtract(double[] column, int from, double mean, double[] out, int length) {
        for (int b = 0; b < length; b++) {
            out[b] = column[from + b] - mean;
        }
    }

    /** Solves from row {@code solved} on for the rows of the block, and records what comes out. */
    private void finish(int k, double[] mean, int solved, int length) {
        int count = length;
        double constant = constants[k];
        for (int from = solved; from < size && count > 0; from += PANEL) {
            int to = Math.min(size, from + PANEL);
            gather(mean, from, to, count);
            for (int i = from; i < to; i++) {
                solveRow(k, i, count);
            }
            count = dropHopeless(to, count, constant);
        }
        for (int b = 0; b < count; b++) {
            int n = block[b];
            double value = constant - 0.5 * squares[b];
            table[n * components + k] = value;
            if (value > best[n]) {
                best[n] = value;
                favourite[n] = k;
            }
        }
    }

    private void gather(double[] mean, int from, int to, int count) {
        for (int i = from; i < to; i++) {
            double[] yi = y[i];
            double mi = mean[i];
            for (int b = 0; b < count; b++) {
                yi[b] = z[block[b] * size + i] - mi;
            }
        }
    }

    /** y_i ← −(d_i − Σ_{j<i} U_ji y_j)/U_ii along the block, the y being kept negated, and adds its square. */
    private void solveRow(int k, int i, int count) {
        double[] yi = y[i];
        RowKernels.addCombination(factors[k], i, y, yi, i, count);
        double inverse = diagonal[i];
        for (int b = 0; b < count; b++) {
            double value = yi[b] * inverse;
            yi[b] = value;
            squares[b] += value * value;
        }
    }

    private int dropHopeless(int solved, int count, double constant) {
        int kept = 0;
        for (int b = 0; b < count; b++) {
            if (constant - 0.5 * squares[b] >= best[block[b]] - hopeless) {
                survivors[kept] = b;
                block[kept++] = block[b];
            }
        }
        keepSurvivors(solved, kept, count);
        return kept;
    }

    private void keepSurvivors(int solved, int kept, int count) {
        if (kept == count) {
            return;
        }
        for (int b = 0; b < kept; b++) {
            squares[b] = squares[survivors[b]];
        }
        for (int i = 0; i < solved; i++) {
            double[] yi = y[i];
            for (int b = 0; b < kept; b++) {
                yi[b] = yi[survivors[b]];
            }
        }
    }

    private double normalise(double negligible) {
        Arrays.fill(masses, 0);
        double logLikelihood = 0;
        for (int n = 0; n < rows; n++) {
            int at = n * components;
            double sum = 0;
            for (int k = 0; k < components; k++) {
                double value = table[at + k];
                double weight = value == Double.NEGATIVE_INFINITY ? 0 : Math.exp(value - best[n]);
                table[at + k] = weight;
                sum += weight;
            }
            logLikelihood += best[n] + Math.log(sum);
            for (int k = 0; k < components; k++) {
                double r = table[at + k] / sum;
                r = r < negligible ? 0 : r;
                table[at + k] = r;
                masses[k] += r;
            }
        }
        return logLikelihood;
    }
}
