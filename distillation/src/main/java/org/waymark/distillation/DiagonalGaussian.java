package org.waymark.distillation;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.derivative.WorkerThreads;

/**
 * A network policy with a diagonal covariance as a function of its parameters ψ = [θ; log σ]: N(μ_θ(o), diag(σ²)).
 *
 * <p>What policy-gradient methods ask of it: losses of (μ, log σ) over a batch of samples, their gradients, and products with the
 * Fisher matrix. A batch is cut into blocks at places that depend on its size only, blocks are shared out among threads, and their sums
 * are added up in order: the same bits for any number of threads.
 *
 * <p>A workspace, for one caller at a time. ReLU and tanh networks only.
 */
public final class DiagonalGaussian {
    private static final int BLOCK = 128;

    private final NetworkPolicy like;
    private final LayerLayout layout;
    private final int m;
    private final double[] scale;
    private final double[] shift;
    private final WorkerThreads threads;
    private final FusedNetwork[] networks;
    private final int[] everySample;
    private double[][] sums = new double[0][];

    /** A loss of one sample, a function of its mean and of the deviations; called by several threads at once. */
    @FunctionalInterface
    public interface SampleLoss {
        /**
         * Returns L_n and its slopes.
         *
         * @param sample n
         * @param mean [m] μ; not modified
         * @param logDeviation [m] log σ; not modified
         * @param meanSlope [m] ∂L_n/∂μ; overwritten
         * @param logDeviationSlope [m] ∂L_n/∂log σ; overwritten
         */
        double evaluate(
                int sample, double[] mean, double[] logDeviation, double[] meanSlope, double[] logDeviationSlope);
    }

    /**
     * @param like of the same layers, activation and whitening
     * @param workers how many the threads are
     * @throws IllegalArgumentException if the policy's activation has no derivative here, or it is squashed
     */
    public DiagonalGaussian(NetworkPolicy like, WorkerThreads threads, int workers) {
        this.like = like.requireLinearOutput();
        this.layout = like.layout();
        this.m = like.controlSize();
        this.scale = like.controlWhitening().deviation();
        this.shift = like.controlWhitening().mean();
        this.threads = threads;
        this.networks = new FusedNetwork[workers];
        Arrays.setAll(networks, i -> new FusedNetwork(layout, like.activation(), BLOCK));
        this.everySample = new int[BLOCK];
        Arrays.setAll(everySample, n -> n);
    }

    /** ψ of a policy like this one; a fresh array. */
    public double[] parameters(NetworkPolicy policy) {
        double[] psi = Arrays.copyOf(policy.parameters(), parameterCount());
        double[] covariance = policy.covariance();
        for (int j = 0; j < m; j++) {
            psi[layout.parameterCount + j] = 0.5 * Math.log(covariance[j * m + j]);
        }
        return psi;
    }

    /** The policy that ψ stands for. */
    public NetworkPolicy policy(double[] psi) {
        double[] covariance = new double[m * m];
        for (int j = 0; j < m; j++) {
            covariance[j * m + j] = Math.exp(2 * psi[layout.parameterCount + j]);
        }
        return new NetworkPolicy(
                layout.sizes,
                like.activation(),
                Arrays.copyOf(psi, layout.parameterCount),
                like.observationWhitening(),
                like.controlWhitening(),
                covariance);
    }

    /** Length of ψ; its last m entries are log σ. */
    public int parameterCount() {
        return layout.parameterCount + m;
    }

    /** Whitened copies of observations: rows for the methods below. */
    public double[][] inputs(double[][] observations) {
        double[][] rows = new double[observations.length][];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = like.observationWhitening().apply(observations[n]);
        }
        return rows;
    }

    /**
     * The mean of a loss over the samples; NaN or infinite if it is so for one of them.
     *
     * @param inputs N rows, whitened; not modified
     */
    public double loss(double[] psi, double[][] inputs, SampleLoss loss) {
        return mean(psi, inputs, (network, rows, sum) -> addLosses(psi, rows, loss, null, sum))[parameterCount()];
    }

    /** μ of each sample, [N][m]. */
    public double[][] means(double[] psi, double[][] inputs) {
        double[][] means = new double[inputs.length][];
        mean(psi, inputs, (network, rows, sum) -> {
            for (int b = 0; b < rows.count; b++) {
                means[rows.from + b] = new double[m];
                readMean(rows, b, means[rows.from + b]);
            }
        });
        return means;
    }

    /**
     * The mean of a loss over the samples, and its gradient.
     *
     * @param gradient [ψ] ∂L/∂ψ; overwritten
     * @throws NonFiniteException if the loss is NaN or infinite
     */
    public double gradient(double[] psi, double[][] inputs, SampleLoss loss, double[] gradient) {
        double[] total = mean(psi, inputs, (network, rows, sum) -> {
            addLosses(psi, rows, loss, network.outputSlope(), sum);
            network.backward(psi, rows.count, sum);
        });
        NonFiniteException.check("policy loss or gradient", total, -1);
        System.arraycopy(total, 0, gradient, 0, gradient.length);
        return total[gradient.length];
    }

    /**
     * F v, F = mean_n JᵀΣ⁻¹J for θ and 2I for log σ: the Hessian of the mean KL(π_ψ ‖ π_ψ′) in ψ′ at ψ (Schulman et al. 2015, appendix
     * C). The linear part of the network's last step makes it exact.
     *
     * @param direction v; not modified
     * @param product overwritten
     */
    public void fisherProduct(double[] psi, double[][] inputs, double[] direction, double[] product) {
        double[] precision = new double[m];
        for (int j = 0; j < m; j++) {
            precision[j] = scale[j] * scale[j] * Math.exp(-2 * psi[layout.parameterCount + j]);
        }
        double[] total = mean(psi, inputs, (network, rows, sum) -> {
            double[][] change = network.tangent(psi, direction, rows.count);
            double[][] slope = network.outputSlope();
            for (int j = 0; j < m; j++) {
                for (int b = 0; b < rows.count; b++) {
                    slope[j][b] = precision[j] * change[j][b];
                }
            }
            network.backward(psi, rows.count, sum);
        });
        System.arraycopy(total, 0, product, 0, product.length);
        for (int j = layout.parameterCount; j < product.length; j++) {
            product[j] = 2 * direction[j];
        }
    }

    /** Rows of one block, and how many of all there are before them. */
    private record Block(double[][] outputs, int from, int count) {}

    /** Work on one block after its forward pass. */
    @FunctionalInterface
    private interface BlockWork {
        /** @param sum [ψ and a loss], zero at first */
        void run(FusedNetwork network, Block rows, double[] sum);
    }

    /** The blocks' sums over all samples, divided by N. */
    private double[] mean(double[] psi, double[][] inputs, BlockWork work) {
        int blocks = (inputs.length + BLOCK - 1) / BLOCK;
        int size = parameterCount() + 1;
        if (sums.length < blocks) {
            sums = new double[blocks][size];
        }
        threads.forEach(blocks, (worker, block) -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, inputs.length - from);
            double[][] rows = Arrays.copyOfRange(inputs, from, from + count);
            Arrays.fill(sums[block], 0);
            double[][] outputs = networks[worker].forward(psi, rows, everySample, 0, count);
            work.run(networks[worker], new Block(outputs, from, count), sums[block]);
        });
        double[] total = new double[size];
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < size; i++) {
                total[i] += sums[block][i];
            }
        }
        for (int i = 0; i < size; i++) {
            total[i] /= inputs.length;
        }
        return total;
    }

    /** @param slope ∂L/∂Y, outputs rows of [batch]; null if only the loss is wanted */
    private void addLosses(double[] psi, Block rows, SampleLoss loss, double[][] slope, double[] sum) {
        double[] mean = new double[m];
        double[] logDeviation = Arrays.copyOfRange(psi, layout.parameterCount, psi.length);
        double[] meanSlope = new double[m];
        double[] logDeviationSlope = new double[m];
        for (int b = 0; b < rows.count; b++) {
            readMean(rows, b, mean);
            sum[parameterCount()] += loss.evaluate(rows.from + b, mean, logDeviation, meanSlope, logDeviationSlope);
            for (int j = 0; j < m && slope != null; j++) {
                slope[j][b] = scale[j] * meanSlope[j];
                sum[layout.parameterCount + j] += logDeviationSlope[j];
            }
        }
    }

    private void readMean(Block rows, int b, double[] mean) {
        for (int j = 0; j < m; j++) {
            mean[j] = shift[j] + scale[j] * rows.outputs[j][b];
        }
    }
}
