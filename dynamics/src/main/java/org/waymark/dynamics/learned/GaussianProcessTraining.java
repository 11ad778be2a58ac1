package org.waymark.dynamics.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.derivative.WorkerThreads;

/**
 * Chooses the parameters of Gaussian processes by the marginal likelihood, with resilient steps that heed the gradient's signs alone
 * (Riedmiller and Braun 1993; Blum and Riedmiller 2013 for Gaussian processes).
 */
final class GaussianProcessTraining {
    private static final int STEPS = 60;
    private static final double FIRST_STEP = 0.1;
    private static final double LARGEST_STEP = 0.5;
    /** log σ_n of whitened outputs is kept above this: a signal-to-noise ratio beyond 500 spoils the solution. */
    private static final double LEAST_NOISE = Math.log(2e-3);

    private static final double FIRST_NOISE = Math.log(0.1);
    /** log ℓ is kept within ± this. */
    private static final double LARGEST_LENGTH = 7;
    /** log σ_f and log σ_n of whitened outputs are kept below this, so that the least noise still counts beside them. */
    private static final double LARGEST_DEVIATION = 3;

    private GaussianProcessTraining() {}

    static ModelFit fit(ModelOptions options, Transitions all, long seed, int threads) {
        Transitions data = some(all, options.points(), new RandomStreams(seed).stream("model points", 0, 0, 0));
        ModelSpace space = ModelSpace.of(options, data, true);
        double[] points = space.inputs(data, space.inputs);
        double[] y = space.targets(data);
        GaussianProcess[] processes = new GaussianProcess[space.outputs];
        try (WorkerThreads workers = new WorkerThreads(Math.max(1, Math.min(threads, space.outputs)))) {
            workers.forEach(space.outputs, (worker, j) -> processes[j] = train(points, column(y, j, space.outputs)));
        }
        List<GaussianProcess> list = List.of(processes);
        double typical = NetworkTraining.typicalDisagreement(new GaussianProcessDynamics(space, points, list, 1), all);
        GaussianProcessDynamics model = new GaussianProcessDynamics(space, points, list, typical);
        return new ModelFit(
                model,
                new ModelReport(
                        all.count(),
                        0,
                        new double[] {error(list)},
                        new double[0],
                        new int[] {STEPS},
                        ModelReport.Status.SOLVED));
    }

    /** With y − K_f α = σ_n² α the mean squared residual. */
    private static double error(List<GaussianProcess> processes) {
        double sum = 0;
        for (GaussianProcess process : processes) {
            for (double a : process.alpha) {
                sum += a * a * process.noise() * process.noise() / (process.alpha.length * processes.size());
            }
        }
        return sum;
    }

    private static Transitions some(Transitions all, int most, RandomGenerator random) {
        if (all.count() <= most) {
            return all;
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, all.count()).boxed().toList());
        int[] chosen = new int[most];
        for (int i = 0; i < most; i++) {
            int j = i + random.nextInt(order.size() - i);
            chosen[i] = order.get(j);
            order.set(j, order.get(i));
        }
        Arrays.sort(chosen);
        return all.select(chosen);
    }

    static double[] column(double[] rows, int j, int width) {
        double[] column = new double[rows.length / width];
        Arrays.setAll(column, i -> rows[i * width + j]);
        return column;
    }

    static GaussianProcess train(double[] points, double[] targets) {
        int d = points.length / targets.length;
        double[] theta = new double[d + 2];
        Arrays.fill(theta, 0, d, Math.log(Math.sqrt(d)));
        theta[d + 1] = FIRST_NOISE;
        double[] step = new double[d + 2];
        Arrays.fill(step, FIRST_STEP);
        double[] before = new double[d + 2];
        GaussianProcess best = GaussianProcess.of(theta.clone(), points, targets);
        GaussianProcess process = best;
        for (int s = 0; s < STEPS; s++) {
            double[] gradient = process.gradient(points);
            for (int i = 0; i < theta.length; i++) {
                double agreement = gradient[i] * before[i];
                step[i] =
                        agreement > 0 ? Math.min(LARGEST_STEP, 1.2 * step[i]) : agreement < 0 ? 0.5 * step[i] : step[i];
                before[i] = agreement < 0 ? 0 : gradient[i];
                theta[i] -= Math.signum(before[i]) * step[i];
                double least = i == d + 1 ? LEAST_NOISE : -LARGEST_LENGTH;
                theta[i] = Math.max(least, Math.min(i < d ? LARGEST_LENGTH : LARGEST_DEVIATION, theta[i]));
            }
            process = GaussianProcess.of(theta.clone(), points, targets);
            if (process.negativeLogLikelihood < best.negativeLogLikelihood) {
                best = process;
            }
        }
        return best;
    }
}
