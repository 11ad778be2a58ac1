package org.waymark.dynamics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.matrix.RowKernels;

/**
 * Expectation-maximisation for a mixture of Gaussians with full covariances (Dempster, Laird and Rubin 1977).
 *
 * <pre>
 *   E: r_nk = w_k N(z_n; μ_k, Σ_k) / Σ_j w_j N(z_n; μ_j, Σ_j)
 *   M: w_k = Σ_n r_nk / R,   μ_k = Σ_n r_nk z_n / Σ_n r_nk,
 *      Σ_k = Σ_n r_nk (z_n − μ_k)(z_n − μ_k)ᵀ / Σ_n r_nk + covarianceRidge·I + relativeRidge·diag(pooled variances)
 * </pre>
 *
 * <p>It ends after a step that improves the log-likelihood by less than {@code tolerance} nats per number of the data, whatever the
 * sign of the log-likelihood, or lowers it. It begins at the given mixture if that has as many living components as the rows call
 * for; if it has fewer, some are split; without a mixture the rows are split recursively.
 *
 * <p>Differs from the 2017 reference implementation (cbfinn/gps): centred second moments; columns are brought to zero mean and unit
 * variance inside, so that neither large offsets nor mixed units cost accuracy; a component whose density at a row is certain to be
 * below e⁻²⁵ of the best one is given up half-way through its triangular solve; a component that has lost its rows keeps its shape
 * until the next fit, which gives it a new place.
 *
 * <p>Not thread-safe: an instance owns its workspace. The result does not depend on what was fitted before.
 */
public final class MixtureEm {
    /** A component that far below the best one, in nats, is given no responsibility: e⁻²⁵ = 1.4·10⁻¹¹. */
    private static final double HOPELESS = 25;
    /** Responsibilities below this are taken for zero. */
    private static final double NEGLIGIBLE = 1e-10;
    /** A component with less than this fraction of its fair share of the rows is dead. */
    private static final double DEAD = 1e-4;

    private static final int PANEL = 32;

    private final PriorOptions options;
    private final double hopeless;
    private final double negligible;

    private int rows;
    private int size;
    private int components;
    private double[] z = new double[0];
    private double[] shift = new double[0];
    private double[] scale = new double[0];
    private double[] ridge = new double[0];
    private double logScale;
    private double logLikelihood;
    private double[] logWeights = new double[0];
    private double[][] means = new double[0][];
    private double[][][] covariances = new double[0][][];
    private final Responsibilities responsibilities = new Responsibilities();
    private double[][] panel = new double[0][];
    private int[] members = new int[0];

    public MixtureEm(PriorOptions options) {
        this(options, HOPELESS, NEGLIGIBLE);
    }

    MixtureEm(PriorOptions options, double hopeless, double negligible) {
        this.options = options;
        this.hopeless = hopeless;
        this.negligible = negligible;
    }

    /**
     * A fitted mixture.
     *
     * @param mixture in the units of the rows
     * @param report how the fit went
     */
    public record Fit(GaussianMixture mixture, EmReport report) {}

    /**
     * Fits a mixture.
     *
     * @param data [rows × size]; not modified
     * @param size numbers in a row
     * @param start where to begin, or null
     * @param random chooses the directions in which rows are split; not used by a warm start
     * @throws IllegalArgumentException if {@code data} is empty, or {@code start} is over rows of another size
     * @throws NonFiniteException if a row holds a NaN or an infinity
     */
    public Fit fit(double[] data, int size, GaussianMixture start, RandomGenerator random) {
        if (size < 1 || data.length == 0 || data.length % size != 0) {
            throw new IllegalArgumentException(
                    "mixture rows: expected a positive multiple of " + size + " numbers, found " + data.length);
        }
        if (start != null && start.size() != size) {
            throw new IllegalArgumentException(
                    "start: expected a mixture over " + size + " numbers, found " + start.size());
        }
        standardise(data, size);
        EmReport.Start begun = begin(start, random);
        int iterations = 0;
        EmReport.Outcome outcome = options.maxIterations() == 0 ? EmReport.Outcome.ITERATION_LIMIT : null;
        while (outcome == null) {
            double previous = logLikelihood;
            maximise();
            logLikelihood = expectation();
            iterations++;
            outcome = stop(logLikelihood - previous, iterations);
        }
        EmReport report = new EmReport(outcome, begun, rows, components, iterations, logLikelihood);
        return new Fit(mixture(), report);
    }

    /** r_nk of the last fit, under the mixture that it returned. */
    double responsibility(int row, int component) {
        return responsibilities.get(row, component);
    }

    private EmReport.Outcome stop(double improvement, int iterations) {
        if (improvement < 0) {
            return EmReport.Outcome.DECREASED;
        }
        if (improvement <= options.tolerance() * rows * size) {
            return EmReport.Outcome.CONVERGED;
        }
        return iterations >= options.maxIterations() ? EmReport.Outcome.ITERATION_LIMIT : null;
    }

    /** z = (data − shift)/scale with pooled mean zero and variance one; a column that never varies becomes zero. */
    private void standardise(double[] data, int newSize) {
        size = newSize;
        rows = data.length / size;
        if (z.length != data.length) {
            z = new double[data.length];
        }
        shift = new double[size];
        scale = new double[size];
        ridge = new double[size];
        ColumnMoments.meanAndDeviation(data, rows, size, shift, scale);
        logScale = 0;
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(scale[i]) || !Double.isFinite(shift[i])) {
                throw new NonFiniteException("mixture rows", Double.NaN, -1, i);
            }
            if (!(scale[i] > Double.MIN_NORMAL)) {
                scale[i] = 1;
            }
            logScale += Math.log(scale[i]);
            ridge[i] = options.covarianceRidge() / scale[i] / scale[i] + options.relativeRidge();
        }
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < size; i++) {
                z[n * size + i] = (data[n * size + i] - shift[i]) / scale[i];
            }
        }
        responsibilities.reset(z, rows, size);
    }

    /** Sets the mixture to begin with, its responsibilities and its log-likelihood. */
    private EmReport.Start begin(GaussianMixture start, RandomGenerator random) {
        int wanted = options.components(rows);
        if (start == null || start.components() > wanted) {
            split(new Partition(z, rows, size), wanted, random);
            return EmReport.Start.FRESH;
        }
        load(start);
        logLikelihood = expectation();
        if (options.maxIterations() == 0 || living() == wanted) {
            return EmReport.Start.WARM;
        }
        split(new Partition(z, rows, size, responsibilities.favourites()), wanted, random);
        return EmReport.Start.GROWN;
    }

    private void split(Partition partition, int wanted, RandomGenerator random) {
        components = partition.split(wanted, random);
        resizeComponents();
        for (double[][] covariance : covariances) {
            for (int i = 0; i < size; i++) {
                Arrays.fill(covariance[i], 0);
                covariance[i][i] = 1;
            }
        }
        responsibilities.assign(partition.groups(), components);
        maximise();
        logLikelihood = expectation();
    }

    private int living() {
        int living = 0;
        for (int k = 0; k < components; k++) {
            if (responsibilities.mass(k) >= DEAD * rows / components) {
                living++;
            }
        }
        return living;
    }

    private void resizeComponents() {
        if (logWeights.length != components || means.length == 0 || means[0].length != size) {
            logWeights = new double[components];
            means = new double[components][size];
            covariances = new double[components][size][size];
            panel = new double[PANEL][size];
        }
        if (members.length < rows) {
            members = new int[rows];
        }
    }

    private void load(GaussianMixture start) {
        components = start.components();
        resizeComponents();
        for (int k = 0; k < components; k++) {
            logWeights[k] = start.logWeight(k);
            for (int i = 0; i < size; i++) {
                means[k][i] = (start.mean(k, i) - shift[i]) / scale[i];
                for (int j = 0; j <= i; j++) {
                    covariances[k][i][j] = start.covariance(k, i, j) / scale[i] / scale[j];
                }
            }
        }
    }

    private GaussianMixture mixture() {
        double[] rawMeans = new double[components * size];
        double[] rawCovariances = new double[components * size * size];
        for (int k = 0; k < components; k++) {
            for (int i = 0; i < size; i++) {
                rawMeans[k * size + i] = shift[i] + scale[i] * means[k][i];
                for (int j = 0; j <= i; j++) {
                    double value = covariances[k][i][j] * scale[i] * scale[j];
                    rawCovariances[(k * size + i) * size + j] = value;
                    rawCovariances[(k * size + j) * size + i] = value;
                }
            }
        }
        return GaussianMixture.adopt(components, size, logWeights.clone(), rawMeans, rawCovariances);
    }

    /** The E-step: the log-likelihood of all rows, in the units of the data. */
    private double expectation() {
        return responsibilities.compute(logWeights, means, covariances, hopeless, negligible) - rows * logScale;
    }

    /** The M-step. */
    private void maximise() {
        for (int k = 0; k < components; k++) {
            double mass = responsibilities.mass(k);
            logWeights[k] = Math.log(Math.max(mass / rows, Double.MIN_NORMAL));
            if (mass < DEAD * rows / components) {
                continue;
            }
            int count = responsibilities.members(k, members);
            double[] mean = means[k];
            Arrays.fill(mean, 0);
            for (int b = 0; b < count; b++) {
                double weight = responsibilities.get(members[b], k) / mass;
                int row = members[b] * size;
                for (int i = 0; i < size; i++) {
                    mean[i] += weight * z[row + i];
                }
            }
            centredCovariance(k, count, mass);
        }
    }

    private void centredCovariance(int k, int count, double mass) {
        double[][] covariance = covariances[k];
        double[] mean = means[k];
        for (double[] row : covariance) {
            Arrays.fill(row, 0);
        }
        for (int first = 0; first < count; first += PANEL) {
            int width = Math.min(PANEL, count - first);
            for (int b = 0; b < width; b++) {
                double[] deviation = panel[b];
                int member = members[first + b];
                double root = Math.sqrt(responsibilities.get(member, k) / mass);
                int row = member * size;
                for (int i = 0; i < size; i++) {
                    deviation[i] = root * (z[row + i] - mean[i]);
                }
            }
            for (int i = 0; i < size; i++) {
                RowKernels.addCombination(panel, i, panel, covariance[i], width, i + 1);
            }
        }
        for (int i = 0; i < size; i++) {
            covariance[i][i] += ridge[i];
        }
    }
}
