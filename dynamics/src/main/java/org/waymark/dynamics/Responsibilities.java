package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The E-step of a mixture of Gaussians: which component answers for which row, r_nk, [rows × components].
 *
 * <p>Rows are taken in blocks, transposed, so that the triangular solve L y = z − μ runs along the block. After every eight of its
 * steps the rows are dropped for which the component cannot matter any more: the part of ‖y‖² that is known is a lower bound of the
 * whole. Each row's favourite of the last call goes first, which makes that bound sharp.
 */
final class Responsibilities {
    private static final int BLOCK = 64;
    private static final int PANEL = 8;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private int rows;
    private int size;
    private int components;
    private double[] table = new double[0];
    private double[] best = new double[0];
    private int[] favourite = new int[0];
    private int[] queue = new int[0];
    private boolean favouritesKnown;
    private double[] masses = new double[0];

    private double[] factor = new double[0];
    private double[] diagonal = new double[0];
    private final int[] block = new int[BLOCK];
    private final double[] squares = new double[BLOCK];
    private double[][] y = new double[0][];

    /** Prepares for another table of rows; nothing is known about them. */
    void resize(int newRows, int newSize) {
        rows = newRows;
        size = newSize;
        favouritesKnown = false;
        components = 0;
        if (favourite.length < rows) {
            favourite = new int[rows];
            queue = new int[rows];
            best = new double[rows];
        }
        if (y.length != size) {
            y = new double[size][BLOCK];
            factor = new double[size * size];
            diagonal = new double[size];
        }
    }

    double get(int row, int component) {
        return table[row * components + component];
    }

    /** Σ_n r_nk. */
    double mass(int component) {
        return masses[component];
    }

    /** The component with the largest responsibility for each row. */
    int[] favourites() {
        return Arrays.copyOf(favourite, rows);
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
        reshape(newComponents);
        Arrays.fill(table, 0, rows * components, 0);
        Arrays.fill(masses, 0);
        for (int n = 0; n < rows; n++) {
            table[n * components + groups[n]] = 1;
            masses[groups[n]]++;
            favourite[n] = groups[n];
        }
        favouritesKnown = true;
    }

    private void reshape(int newComponents) {
        if (components != newComponents) {
            components = newComponents;
            favouritesKnown = false;
            masses = new double[components];
        }
        if (table.length < rows * components) {
            table = new double[rows * components];
        }
    }

    /**
     * Computes all responsibilities; returns the log-likelihood Σ_n log Σ_k w_k N(z_n; μ_k, Σ_k).
     *
     * @param z [rows × size]; not modified
     * @param covariances [components][size][size], lower triangles; not modified
     * @param hopeless a component that many nats below the best one is left out
     * @param negligible responsibilities below this become zero
     */
    double compute(
            double[] z,
            int newComponents,
            double[] logWeights,
            double[][] means,
            double[][][] covariances,
            double hopeless,
            double negligible) {
        reshape(newComponents);
        Arrays.fill(table, 0, rows * components, Double.NEGATIVE_INFINITY);
        Arrays.fill(best, 0, rows, Double.NEGATIVE_INFINITY);
        double[] factors = factorAll(covariances);
        double[] constants = new double[components];
        for (int k = 0; k < components; k++) {
            constants[k] = logWeights[k] - 0.5 * size * LOG_TWO_PI - 0.5 * logDeterminant(factors, k);
        }
        for (int pass = favouritesKnown ? 0 : 1; pass < 2; pass++) {
            for (int k = 0; k < components; k++) {
                int count = select(k, pass);
                useFactor(factors, k);
                for (int first = 0; first < count; first += BLOCK) {
                    evaluate(z, first, Math.min(BLOCK, count - first), k, constants[k], means[k], hopeless);
                }
            }
        }
        return normalise(negligible);
    }

    private double[] factorAll(double[][][] covariances) {
        double[] factors = new double[components * size * size];
        for (int k = 0; k < components; k++) {
            RobustCholesky.factor(covariances[k], size, factors, k * size * size, diagonal);
        }
        return factors;
    }

    private double logDeterminant(double[] factors, int k) {
        return Cholesky.logDeterminant(factors, k * size * size, size);
    }

    private void useFactor(double[] factors, int k) {
        System.arraycopy(factors, k * size * size, factor, 0, size * size);
        for (int i = 0; i < size; i++) {
            diagonal[i] = 1 / factor[i * size + i];
        }
    }

    /** Queues the rows to evaluate under component k: in pass 0 those whose favourite it is, in pass 1 the others. */
    private int select(int k, int pass) {
        int count = 0;
        for (int n = 0; n < rows; n++) {
            boolean first = favouritesKnown && favourite[n] == k;
            if (first == (pass == 0)) {
                queue[count++] = n;
            }
        }
        return count;
    }

    private void evaluate(double[] z, int first, int length, int k, double constant, double[] mean, double hopeless) {
        int count = length;
        System.arraycopy(queue, first, block, 0, count);
        Arrays.fill(squares, 0);
        for (int from = 0; from < size; from += PANEL) {
            int to = Math.min(size, from + PANEL);
            for (int b = 0; b < count; b++) {
                int row = block[b] * size;
                for (int i = from; i < to; i++) {
                    y[i][b] = z[row + i] - mean[i];
                }
            }
            for (int i = from; i < to; i++) {
                solveRow(i, count);
            }
            count = dropHopeless(to, count, constant, hopeless);
            if (count == 0) {
                return;
            }
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

    /** y_i ← (y_i − Σ_{j<i} L_ij y_j)/L_ii along the block, and adds its square. */
    private void solveRow(int i, int count) {
        double[] yi = y[i];
        int row = i * size;
        int j = 0;
        for (; j + 3 < i; j += 4) {
            Scatter.addScaled(
                    yi,
                    count,
                    -factor[row + j],
                    y[j],
                    -factor[row + j + 1],
                    y[j + 1],
                    -factor[row + j + 2],
                    y[j + 2],
                    -factor[row + j + 3],
                    y[j + 3]);
        }
        for (; j < i; j++) {
            double[] yj = y[j];
            double lij = factor[row + j];
            for (int b = 0; b < count; b++) {
                yi[b] -= lij * yj[b];
            }
        }
        double inverse = diagonal[i];
        for (int b = 0; b < count; b++) {
            double value = yi[b] * inverse;
            yi[b] = value;
            squares[b] += value * value;
        }
    }

    private int dropHopeless(int solved, int count, double constant, double hopeless) {
        int kept = 0;
        for (int b = 0; b < count; b++) {
            if (constant - 0.5 * squares[b] >= best[block[b]] - hopeless) {
                if (kept < b) {
                    block[kept] = block[b];
                    squares[kept] = squares[b];
                    for (int i = 0; i < solved; i++) {
                        y[i][kept] = y[i][b];
                    }
                }
                kept++;
            }
        }
        return kept;
    }

    private double normalise(double negligible) {
        Arrays.fill(masses, 0);
        double logLikelihood = 0;
        for (int n = 0; n < rows; n++) {
            int at = n * components;
            double sum = 0;
            for (int k = 0; k < components; k++) {
                double weight = Math.exp(table[at + k] - best[n]);
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
        favouritesKnown = true;
        return logLikelihood;
    }
}
