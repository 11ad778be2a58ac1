package org.waymark.gps.modelerror;

import java.util.Arrays;
import java.util.List;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ParticleModel;
import org.waymark.dynamics.learned.ParticleModel.Propagation;
import org.waymark.dynamics.learned.Prediction;
import org.waymark.lqr.Rollout;

/**
 * The error of a model's open-loop predictions against how far they reach.
 *
 * <p>From states x_s of rollouts it was not trained on, the model is given the controls u_s … u_{s+T−1} that were applied and predicts
 * x̂_{s+T}. Errors are root mean squares over such windows and over states, in units of each state's standard deviation σ in the training
 * data: √(1/(W n) Σ_w Σ_i ((x̂_i − x_i)/σ_i)²). States that did not vary there are left out.
 *
 * @param windows W
 * @param members [elites][T = 1…H] error of each elite that follows its own mean
 * @param mean [H] error of the mean of those predictions
 * @param spread [H] standard deviation of particles, of which each keeps its elite and draws from its variance, likewise a root mean square; what
 *     the model itself says of its error
 */
public record OpenLoopError(int windows, double[][] members, double[] mean, double[] spread) {
    /** Particles from each window's start. */
    private static final int PARTICLES = 20;

    public OpenLoopError {
        members = Arrays.stream(members).map(double[]::clone).toArray(double[][]::new);
        mean = mean.clone();
        spread = spread.clone();
    }

    @Override
    public double[][] members() {
        return Arrays.stream(members).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] spread() {
        return spread.clone();
    }

    /** H. */
    public int horizon() {
        return mean.length;
    }

    /** [H] the error of one elite, its root mean square over them. */
    public double[] member() {
        double[] typical = new double[horizon()];
        Arrays.setAll(
                typical,
                t -> Math.sqrt(Arrays.stream(members)
                        .mapToDouble(errors -> errors[t] * errors[t])
                        .average()
                        .orElseThrow()));
        return typical;
    }

    /** [H] ε T², where ε is the error of one elite after one step. */
    public double[] reference() {
        double[] reference = new double[horizon()];
        double epsilon = member()[0];
        Arrays.setAll(reference, t -> epsilon * (t + 1) * (t + 1));
        return reference;
    }

    /**
     * Measures.
     *
     * @param tests rollouts the model was not trained on; windows of H steps follow each other in each of them
     * @param deviation σ, [n]; zero for states to be left out
     * @param horizon H, ≥ 1
     * @param seed of the particles
     * @throws IllegalArgumentException if no rollout is as long as the horizon
     */
    static OpenLoopError measure(
            LearnedDynamics model, List<Rollout> tests, double[] deviation, int horizon, long seed) {
        Windows windows = Windows.of(tests, horizon);
        int[] elites = model.elites();
        double[][] errors = new double[elites.length][horizon];
        double[][] means = new double[horizon][windows.count() * model.stateSize()];
        for (int e = 0; e < elites.length; e++) {
            double[][] predicted = predicted(model, elites[e], windows);
            for (int t = 0; t < horizon; t++) {
                errors[e][t] = distance(predicted[t], windows.states(t + 1), deviation);
                for (int i = 0; i < means[t].length; i++) {
                    means[t][i] += predicted[t][i] / elites.length;
                }
            }
        }
        double[] mean = new double[horizon];
        Arrays.setAll(mean, t -> distance(means[t], windows.states(t + 1), deviation));
        return new OpenLoopError(windows.count(), errors, mean, spread(model, windows, deviation, seed));
    }

    /** What one member predicts for all windows from its own predictions, [H][W × n]. */
    private static double[][] predicted(LearnedDynamics model, int member, Windows windows) {
        int count = windows.count();
        Prediction prediction = model.prediction(count);
        double[] variance = new double[count * model.stateSize()];
        double[][] predicted = new double[windows.horizon()][count * model.stateSize()];
        for (int t = 0; t < predicted.length; t++) {
            double[] from = t == 0 ? windows.states(0) : predicted[t - 1];
            prediction.predict(member, from, windows.controls(t), count, predicted[t], variance);
        }
        return predicted;
    }

    private static double[] spread(LearnedDynamics model, Windows windows, double[] deviation, long seed) {
        int count = windows.count();
        int n = model.stateSize();
        ParticleModel particles = new ParticleModel(model, Propagation.FIXED_MEMBER, PARTICLES, count, seed);
        double[] states = new double[count * PARTICLES * n];
        for (int w = 0; w < count; w++) {
            double[] start = Arrays.copyOfRange(windows.states(0), w * n, (w + 1) * n);
            System.arraycopy(particles.repeated(start), 0, states, w * PARTICLES * n, PARTICLES * n);
        }
        double[] next = new double[states.length];
        double[] spread = new double[windows.horizon()];
        double[] centre = new double[states.length];
        for (int t = 0; t < spread.length; t++) {
            particles.next(states, windows.controls(t), count, t, next);
            System.arraycopy(next, 0, states, 0, next.length);
            for (int i = 0; i < centre.length; i++) {
                int first = i / (PARTICLES * n) * PARTICLES * n + i % n;
                double shift = 0;
                for (int p = 1; p < PARTICLES; p++) {
                    shift += next[first + p * n] - next[first];
                }
                centre[i] = next[first] + shift / PARTICLES;
            }
            spread[t] = distance(next, centre, deviation) * Math.sqrt(PARTICLES / (PARTICLES - 1.0));
        }
        return spread;
    }

    /** Root mean square of the differences between two batches, in units of σ. */
    private static double distance(double[] found, double[] truth, double[] deviation) {
        int n = deviation.length;
        double sum = 0;
        int terms = 0;
        for (int i = 0; i < found.length; i++) {
            if (deviation[i % n] > 0) {
                double difference = (found[i] - truth[i]) / deviation[i % n];
                sum += difference * difference;
                terms++;
            }
        }
        return Math.sqrt(sum / Math.max(1, terms));
    }
}
