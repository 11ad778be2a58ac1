package org.waymark.gps.actorcritic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.dynamics.DynamicsFitter;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.MixturePrior;
import org.waymark.gps.modelbased.Episode;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.matrix.Cholesky;

/**
 * Imagination rollouts from fitted local linear models (Gu et al. 2016): time-varying linear dynamics, fitted to the latest episodes, are
 * rolled out from the states of these episodes, with the policy acting.
 *
 * <p>Differs from the paper, where half of the imagined controls are those of iLQG in the same models.
 */
final class LocalLinearRollouts implements Imagination {
    private final ImaginationOptions options;
    private final KnownPlant plant;
    private final DynamicsFitter fitter;
    private List<Rollout> rollouts = List.of();
    private Optional<LinearGaussianModel> model = Optional.empty();
    private double[] noiseFactors = new double[0];

    LocalLinearRollouts(ImaginationOptions options, DynamicsOptions dynamics, KnownPlant plant) {
        this.options = options;
        this.plant = plant;
        this.fitter = new DynamicsFitter(dynamics);
    }

    /** Fits the models, unless there are fewer episodes than asked for, or they differ in length. */
    void load(List<Episode> latest, Memory real, RandomGenerator random) {
        rollouts = latest.stream().map(Episode::rollout).toList();
        boolean alike = rollouts.stream().mapToInt(Rollout::horizon).distinct().count() == 1;
        model = Optional.empty();
        if (alike && rollouts.size() >= options.episodes()) {
            plant.survey(real, options.clip());
            LinearGaussianModel fitted = fitter.fit(rollouts, MixturePrior.empty(), Optional.empty(), random)
                    .model();
            noiseFactors = factors(fitted);
            model = Optional.of(fitted);
        }
    }

    /** Lower triangles L with L Lᵀ = D_t; zeros where a covariance is not positive definite. */
    private static double[] factors(LinearGaussianModel fitted) {
        int n = fitted.stateSize();
        double[] all = fitted.noise().toArray();
        for (int t = 0; t < fitted.horizon(); t++) {
            if (!Cholesky.factor(all, t * n * n, n)) {
                java.util.Arrays.fill(all, t * n * n, (t + 1) * n * n, 0);
            }
        }
        return all;
    }

    @Override
    public void refresh(
            long realSteps,
            boolean trained,
            Memory real,
            Memory imagined,
            SoftActorCritic agent,
            RandomGenerator random) {
        if (model.isEmpty() || !options.isOn(realSteps) || realSteps % options.trainEvery() != 0) {
            return;
        }
        int length = options.length(realSteps);
        imagined.setCapacity(options.retain() * options.rollouts() * length);
        LinearGaussianModel local = model.orElseThrow();
        for (int i = 0; i < options.rollouts(); i++) {
            roll(local, length, imagined, agent, random);
        }
    }

    private void roll(
            LinearGaussianModel local, int length, Memory imagined, SoftActorCritic agent, RandomGenerator random) {
        int n = plant.stateSize();
        int m = plant.controlSize();
        int first = random.nextInt(local.horizon());
        double[] pair = new double[n + m];
        double[] state = new double[n];
        rollouts.get(random.nextInt(rollouts.size())).states().read(first, state);
        double[] observation = new double[plant.observationSize()];
        double[] noise = new double[m];
        double[] action = new double[m];
        double[] control = new double[m];
        for (int t = first; t < Math.min(local.horizon(), first + length); t++) {
            plant.task.observe(state, 1, observation);
            Arrays.setAll(noise, j -> random.nextGaussian());
            agent.actor().act(observation, noise, action);
            plant.actions.toControls(action, 1, control);
            System.arraycopy(state, 0, pair, 0, n);
            System.arraycopy(control, 0, pair, n, m);
            double[] next = next(local, t, pair, random);
            plant.cut(next, 1);
            boolean ended = plant.task.ended(next, 0);
            remember(imagined, observation, action, plant.task.running(state, control, 0, t), state, next, ended, t);
            if (ended) {
                return;
            }
            state = next;
        }
    }

    /** F_t [x; u] + f_t + L_t ε. */
    private double[] next(LinearGaussianModel local, int t, double[] pair, RandomGenerator random) {
        int n = plant.stateSize();
        double[] next = new double[n];
        local.offset().read(t, next);
        local.transition().multiplyAdd(t, pair, next);
        double[] noise = new double[n];
        for (int j = 0; j < n; j++) {
            noise[j] = random.nextGaussian();
            for (int i = j; i < n; i++) {
                next[i] += noiseFactors[(t * n + i) * n + j] * noise[j];
            }
        }
        return next;
    }

    private void remember(
            Memory imagined,
            double[] observation,
            double[] action,
            double cost,
            double[] state,
            double[] next,
            boolean ended,
            int t) {
        Memory.Columns columns = imagined.columns();
        double[] nextObservation = new double[columns.p()];
        plant.task.observe(next, 1, nextObservation);
        imagined.add(observation, action, cost, nextObservation, ended, state, next, t);
    }
}
