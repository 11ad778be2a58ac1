package org.waymark.dynamics.learned;

import java.util.random.RandomGenerator;

/**
 * Trains one network by Adam (Kingma and Ba 2015, algorithm 1; β₁ = 0.9, β₂ = 0.999, ε = 1e-8) until its error on the data held out no
 * longer falls, and as often again as it is annealed; the parameters kept are those with which it was least.
 */
final class MemberDescent {
    /** A gain below this fraction does not count. */
    private static final double GAIN = 0.01;

    /** What annealing divides the learning rate by. */
    private static final double COOLING = 3;

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final ModelOptions options;
    private final MemberLoss loss;
    private final double[] first;
    private final double[] second;
    private final double[] gradient;
    private long steps;
    private double learningRate;

    /**
     * One trained member.
     *
     * @param parameters as {@link NetworkDynamics} has them
     * @param error on the data held out, as the options mean it; NaN if there are none
     */
    record Trained(double[] parameters, double error, int epochs, ModelReport.Status status) {}

    MemberDescent(ModelOptions options, MemberLoss loss) {
        this.options = options;
        this.loss = loss;
        learningRate = options.learningRate();
        first = new double[loss.parameterCount()];
        second = new double[loss.parameterCount()];
        gradient = new double[loss.parameterCount()];
    }

    /**
     * Descends.
     *
     * @param start not modified
     * @param samples indices of the transitions to train on, some perhaps more than once; their order is changed
     * @param heldOut indices of the transitions held out; not modified
     * @param weights of the outputs in the error on those
     */
    Trained run(double[] start, int[] samples, int[] heldOut, double[] weights, RandomGenerator random) {
        double[] parameters = start.clone();
        double[] best = start;
        double least = Double.POSITIVE_INFINITY;
        int without = 0;
        int annealed = 0;
        int batch = Math.min(options.batchSize(), samples.length);
        for (int epoch = 1; epoch <= options.epochs(); epoch++) {
            shuffle(samples, random);
            for (int from = 0; from < samples.length; from += batch) {
                double value =
                        loss.evaluate(parameters, samples, from, Math.min(batch, samples.length - from), gradient);
                if (!Double.isFinite(value)) {
                    return new Trained(best, finiteOrNan(least), epoch, ModelReport.Status.DIVERGED);
                }
                step(parameters);
            }
            if (heldOut.length == 0) {
                best = parameters;
                continue;
            }
            double error = loss.heldOutError(parameters, heldOut, weights);
            without = least - error > GAIN * least || least == Double.POSITIVE_INFINITY ? 0 : without + 1;
            if (error < least) {
                least = error;
                best = parameters.clone();
            }
            if (without >= options.patience()) {
                if (annealed == options.annealings()) {
                    return new Trained(best, least, epoch, ModelReport.Status.CONVERGED);
                }
                annealed++;
                learningRate /= COOLING;
                without = 0;
                parameters = best.clone();
            }
        }
        return new Trained(best, finiteOrNan(least), options.epochs(), ModelReport.Status.EPOCHS_SPENT);
    }

    private static double finiteOrNan(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    private void step(double[] parameters) {
        steps++;
        double rootCorrection = Math.sqrt(1 - StrictMath.pow(BETA_2, (double) steps));
        double rate = learningRate * rootCorrection / (1 - StrictMath.pow(BETA_1, (double) steps));
        double epsilon = EPSILON * rootCorrection;
        for (int i = 0; i < parameters.length; i++) {
            double g = gradient[i];
            double m = BETA_1 * first[i] + (1 - BETA_1) * g;
            double v = BETA_2 * second[i] + (1 - BETA_2) * g * g;
            first[i] = m;
            second[i] = v;
            parameters[i] -= rate * m / (Math.sqrt(v) + epsilon);
        }
    }
}
