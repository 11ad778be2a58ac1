package org.waymark.distillation;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/** Random networks and teaching sets of given sizes, for tests. */
final class Lessons {
    private Lessons() {}

    static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }

    static double[] gaussian(int count, double deviation, RandomGenerator random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return values;
    }

    /** Symmetric positive definite: A Aᵀ + ½I, one m×m block after the other. */
    static double[] precisions(int count, int m, RandomGenerator random) {
        double[] blocks = new double[count * m * m];
        for (int n = 0; n < count; n++) {
            double[] a = gaussian(m * m, 1, random);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double sum = i == j ? 0.5 : 0;
                    for (int k = 0; k < m; k++) {
                        sum += a[i * m + k] * a[j * m + k];
                    }
                    blocks[(n * m + i) * m + j] = sum;
                }
            }
        }
        return blocks;
    }

    /** Random observations, targets, precisions and weights. */
    static TeachingSet noise(int count, int p, int m, long seed) {
        RandomGenerator random = random(seed);
        double[] weights = new double[count];
        for (int n = 0; n < count; n++) {
            weights[n] = 0.5 + random.nextDouble();
        }
        return new TeachingSet(
                p,
                m,
                gaussian(count * p, 1, random),
                gaussian(count * m, 1, random),
                precisions(count, m, random),
                weights);
    }

    /** Targets u* = K o + k of one linear teacher, equal weights. */
    static TeachingSet linear(double[] gain, double[] offset, int count, double[] precisions, long seed) {
        int m = offset.length;
        int p = gain.length / m;
        double[] observations = gaussian(count * p, 1, random(seed));
        double[] targets = new double[count * m];
        for (int n = 0; n < count; n++) {
            for (int j = 0; j < m; j++) {
                double sum = offset[j];
                for (int i = 0; i < p; i++) {
                    sum += gain[j * p + i] * observations[n * p + i];
                }
                targets[n * m + j] = sum;
            }
        }
        return TeachingSet.of(p, m, observations, targets, precisions);
    }

    /** A network with weights of order one, whitening and covariance that are not the identity. */
    static NetworkPolicy network(Activation activation, long seed, int... sizes) {
        RandomGenerator random = random(seed);
        LayerLayout layout = new LayerLayout(sizes);
        int p = sizes[0];
        int m = sizes[sizes.length - 1];
        return new NetworkPolicy(
                sizes,
                activation,
                gaussian(layout.parameterCount, 0.4, random),
                whitening(p, random),
                whitening(m, random),
                precisions(1, m, random));
    }

    /** The same numbers, squashed. */
    static NetworkPolicy squashed(NetworkPolicy policy) {
        return new NetworkPolicy(
                policy.sizes(),
                policy.activation(),
                policy.parameters(),
                policy.observationWhitening(),
                policy.controlWhitening(),
                policy.covariance(),
                true);
    }

    private static Whitening whitening(int size, RandomGenerator random) {
        double[] deviation = new double[size];
        for (int i = 0; i < size; i++) {
            deviation[i] = 0.1 + 2 * random.nextDouble();
        }
        return new Whitening(gaussian(size, 3, random), deviation);
    }

    static double[] mean(NetworkPolicy policy, double[] observation) {
        double[] control = new double[policy.controlSize()];
        policy.mean(observation, control);
        return control;
    }

    /** The slow, obvious evaluation of a policy, straight from its definition. */
    static double[] obviousMean(NetworkPolicy policy, double[] observation) {
        int[] sizes = policy.sizes();
        double[] theta = policy.parameters();
        double[] x = new double[sizes[0]];
        for (int i = 0; i < x.length; i++) {
            x[i] = (observation[i] - policy.observationWhitening().mean()[i])
                    / policy.observationWhitening().deviation()[i];
        }
        int at = 0;
        for (int l = 0; l + 1 < sizes.length; l++) {
            double[] y = new double[sizes[l + 1]];
            for (int j = 0; j < y.length; j++) {
                double sum = theta[at + sizes[l] * sizes[l + 1] + j];
                for (int i = 0; i < x.length; i++) {
                    sum += theta[at + j * x.length + i] * x[i];
                }
                y[j] = l + 2 < sizes.length ? obvious(policy.activation(), sum) : sum;
            }
            at += sizes[l] * sizes[l + 1] + sizes[l + 1];
            x = y;
        }
        for (int j = 0; j < x.length; j++) {
            x[j] = policy.controlWhitening().mean()[j]
                    + policy.controlWhitening().deviation()[j] * x[j];
        }
        return x;
    }

    private static double obvious(Activation activation, double x) {
        return switch (activation) {
            case RELU -> x > 0 ? x : 0;
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case ELU -> x > 0 ? x : StrictMath.expm1(x);
            case SWISH -> x / (1 + StrictMath.exp(-x));
        };
    }
}
