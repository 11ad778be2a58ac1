package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.DiagonalGaussian.SampleLoss;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.derivative.WorkerThreads;

class DiagonalGaussianTest {
    private static final int SAMPLES = 300; // more than two blocks

    private final RandomGenerator random = new RandomStreams(5).stream("test", 0, 0, 0);
    private final double[][] observations = normals(SAMPLES, 3);
    private final double[][] targets = normals(SAMPLES, 2);

    private double[][] normals(int rows, int cols) {
        double[][] values = new double[rows][cols];
        for (double[] row : values) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return values;
    }

    private NetworkPolicy policy(Activation activation) {
        LayerLayout layout = new LayerLayout(3, 6, 5, 2);
        return new NetworkPolicy(
                layout.sizes(),
                activation,
                layout.randomParameters(activation, 1, random),
                new Whitening(new double[] {0.1, -0.2, 0.3}, new double[] {0.5, 1.5, 2}),
                new Whitening(new double[] {1, -1}, new double[] {0.7, 3}),
                new double[] {0.25, 0, 0, 4});
    }

    private static DiagonalGaussian gaussian(NetworkPolicy policy, int threads) {
        return new DiagonalGaussian(policy, new WorkerThreads(threads), threads);
    }

    /** The negative log-likelihood of targets but for a constant. */
    private SampleLoss likelihood() {
        return (n, mean, logDeviation, meanSlope, logDeviationSlope) -> {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                double precision = Math.exp(-2 * logDeviation[j]);
                double error = mean[j] - targets[n][j];
                sum += logDeviation[j] + 0.5 * error * error * precision;
                meanSlope[j] = error * precision;
                logDeviationSlope[j] = 1 - error * error * precision;
            }
            return sum;
        };
    }

    /** KL(π_old ‖ π) per sample; slopes are not asked for. */
    private static SampleLoss divergence(double[][] oldMeans, double[] oldLogDeviation) {
        return (n, mean, logDeviation, meanSlope, logDeviationSlope) -> {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                double error = mean[j] - oldMeans[n][j];
                double precision = Math.exp(-2 * logDeviation[j]);
                sum += logDeviation[j]
                        - oldLogDeviation[j]
                        + 0.5 * ((Math.exp(2 * oldLogDeviation[j]) + error * error) * precision - 1);
            }
            return sum;
        };
    }

    @Test
    void parametersAndPolicyAreInverses() {
        NetworkPolicy policy = policy(Activation.TANH);
        DiagonalGaussian gaussian = gaussian(policy, 1);
        NetworkPolicy back = gaussian.policy(gaussian.parameters(policy));
        assertThat(back.parameters()).isEqualTo(policy.parameters());
        assertThat(back.covariance()).containsExactly(policy.covariance(), within(1e-15));
    }

    @Test
    void meansAreThoseOfThePolicy() {
        NetworkPolicy policy = policy(Activation.RELU);
        DiagonalGaussian gaussian = gaussian(policy, 2);
        double[][] means = gaussian.means(gaussian.parameters(policy), gaussian.inputs(observations));
        double[] mean = new double[2];
        for (int n = 0; n < SAMPLES; n++) {
            policy.mean(observations[n], mean);
            assertThat(means[n]).containsExactly(mean, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"TANH", "RELU"})
    void gradientIsThatOfDifferences(Activation activation) {
        NetworkPolicy policy = policy(activation);
        DiagonalGaussian gaussian = gaussian(policy, 1);
        double[][] inputs = gaussian.inputs(observations);
        double[] psi = gaussian.parameters(policy);
        double[] gradient = new double[psi.length];
        double loss = gaussian.gradient(psi, inputs, likelihood(), gradient);
        assertThat(loss).isEqualTo(gaussian.loss(psi, inputs, likelihood()));
        double step = 1e-6;
        for (int i = 0; i < psi.length; i++) {
            double[] up = psi.clone();
            double[] down = psi.clone();
            up[i] += step;
            down[i] -= step;
            double difference =
                    (gaussian.loss(up, inputs, likelihood()) - gaussian.loss(down, inputs, likelihood())) / (2 * step);
            // a rectified unit may turn between the two
            assertThat(gradient[i])
                    .isCloseTo(
                            difference,
                            within((activation == Activation.TANH ? 1e-6 : 1e-3) * (1 + Math.abs(difference))));
        }
    }

    @Test
    void fisherProductIsThatOfTheDivergencesHessian() {
        NetworkPolicy policy = policy(Activation.TANH);
        DiagonalGaussian gaussian = gaussian(policy, 1);
        double[][] inputs = gaussian.inputs(observations);
        double[] psi = gaussian.parameters(policy);
        double[][] oldMeans = gaussian.means(psi, inputs);
        double[] oldLogDeviation = Arrays.copyOfRange(psi, psi.length - 2, psi.length);
        SampleLoss divergence = divergence(oldMeans, oldLogDeviation);
        double step = 1e-3;
        for (int trial = 0; trial < 5; trial++) {
            double[] v = normals(1, psi.length)[0];
            double[] product = new double[psi.length];
            gaussian.fisherProduct(psi, inputs, v, product);
            double quadratic = 0;
            double[] up = psi.clone();
            double[] down = psi.clone();
            double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
            for (int i = 0; i < v.length; i++) {
                quadratic += v[i] * product[i] / (norm * norm);
                up[i] += step * v[i] / norm;
                down[i] -= step * v[i] / norm;
            }
            // KL(ψ ‖ ψ ± h v) = ½h² vᵀFv ± O(h³) + O(h⁴)
            double curvature =
                    (gaussian.loss(up, inputs, divergence) + gaussian.loss(down, inputs, divergence)) / (step * step);
            assertThat(quadratic).isCloseTo(curvature, within(1e-4 * curvature));
        }
    }

    @Test
    void fisherMatrixIsSymmetric() {
        NetworkPolicy policy = policy(Activation.RELU);
        DiagonalGaussian gaussian = gaussian(policy, 1);
        double[][] inputs = gaussian.inputs(observations);
        double[] psi = gaussian.parameters(policy);
        double[][] v = normals(2, psi.length);
        double[][] products = new double[2][psi.length];
        gaussian.fisherProduct(psi, inputs, v[0], products[0]);
        gaussian.fisherProduct(psi, inputs, v[1], products[1]);
        double one = 0;
        double other = 0;
        for (int i = 0; i < psi.length; i++) {
            one += v[1][i] * products[0][i];
            other += v[0][i] * products[1][i];
        }
        assertThat(one).isCloseTo(other, within(1e-10 * Math.abs(one)));
    }

    @Test
    void bitsAreTheSameForAnyNumberOfThreads() {
        NetworkPolicy policy = policy(Activation.TANH);
        double[][] gradients = new double[3][];
        double[][] products = new double[3][];
        int[] threads = {1, 2, 4};
        for (int i = 0; i < 3; i++) {
            DiagonalGaussian gaussian = gaussian(policy, threads[i]);
            double[][] inputs = gaussian.inputs(observations);
            double[] psi = gaussian.parameters(policy);
            gradients[i] = new double[psi.length];
            products[i] = new double[psi.length];
            gaussian.gradient(psi, inputs, likelihood(), gradients[i]);
            gaussian.fisherProduct(psi, inputs, gradients[i], products[i]);
        }
        assertThat(gradients[1]).isEqualTo(gradients[0]);
        assertThat(gradients[2]).isEqualTo(gradients[0]);
        assertThat(products[1]).isEqualTo(products[0]);
        assertThat(products[2]).isEqualTo(products[0]);
    }
}
