package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.cost.CostExpansion;
import org.waymark.lqr.solver.KlConstrainedUpdate;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.LqrBackwardPass;

/** The updates, repeated: what they reach, from which rollouts. */
class PathIntegralLearningTest {
    private static final Cost QUADRATIC = new ReachCost(1, 0.1, 10, 10, 0, 0);
    /** The quadratic ends at the origin, 0.2 behind the edge. */
    private static final Cost CLIFF = new ReachCost(0, 0.02, 20, 2, 5, 0.2);

    private enum Teacher {
        LQR,
        PI2,
        PI2_DAMPED,
        PILQR
    }

    /** All of the quadratic task is in the model and in the rollouts, so each part alone must find its optimum. */
    @ParameterizedTest
    @CsvSource({"PI2, 60, 0", "PI2, 60, 1", "PI2, 60, 2", "PILQR, 8, 0", "PILQR, 8, 1", "PILQR, 8, 2"})
    void reachesTheOptimumOfALinearQuadraticTask(Teacher teacher, int iterations, int seed) {
        Plant plant = Plant.pointMass(2, 10, new double[] {1, -0.5, 0, 0});
        LinearGaussianController start = plant.controller(1);
        LinearGaussianController best = LqrBackwardPass.solve(
                        plant.model(), CostExpansion.quadratize(QUADRATIC, plant.rollouts(start, 2, Plant.random(99))))
                .controller();
        double optimum = plant.cost(best, QUADRATIC);
        LinearGaussianController learnt = learn(teacher, plant, QUADRATIC, start, 50, iterations, 1, seed);
        double excess = plant.cost(learnt, QUADRATIC) - optimum;
        assertThat(excess).isLessThan(0.01 * optimum).isGreaterThan(-1e-9);
        // the start is not already there
        assertThat(excess).isLessThan(0.01 * (plant.cost(start, QUADRATIC) - optimum));
    }

    /**
     * The regulator sees no cliff and settles behind the edge; path integrals see it and need many rollouts for 40 offsets; together they
     * stop at the edge soon. Judged by the expected cost after 10 updates from 20 rollouts each.
     */
    @Test
    void togetherTheyBeatBothPartsBeforeACliff() {
        for (int seed = 0; seed < 3; seed++) {
            double lqr = beforeCliff(Teacher.LQR, 10, seed);
            double pi2 = Math.min(beforeCliff(Teacher.PI2, 10, seed), beforeCliff(Teacher.PI2_DAMPED, 10, seed));
            double pilqr = beforeCliff(Teacher.PILQR, 10, seed);
            assertThat(pilqr).as("seed " + seed).isLessThan(0.7 * Math.min(lqr, pi2));
        }
    }

    /** The same on twenty seeds, by means and their standard errors, after 10 updates and after 30. */
    @ParameterizedTest
    @CsvSource({"10, 0.6", "30, 0.75"})
    @Tag("study")
    void togetherTheyBeatBothPartsBeforeACliffOnTwentySeeds(int updates, double margin) {
        double[] pilqr = onTwentySeeds(Teacher.PILQR, updates);
        for (Teacher part : List.of(Teacher.LQR, Teacher.PI2, Teacher.PI2_DAMPED)) {
            double[] other = onTwentySeeds(part, updates);
            assertThat(mean(pilqr) + 2 * error(pilqr)).as("against " + part).isLessThan(margin * mean(other));
        }
    }

    private static double[] onTwentySeeds(Teacher teacher, int updates) {
        double[] costs = new double[20];
        Arrays.setAll(costs, seed -> beforeCliff(teacher, updates, seed));
        return costs;
    }

    /** The expected cost of what is learnt before the cliff, noise of the controller included. */
    private static double beforeCliff(Teacher teacher, int updates, int seed) {
        Plant plant = Plant.pointMass(2, 20, new double[] {1, -1, 0, 0});
        LinearGaussianController learnt = learn(teacher, plant, CLIFF, plant.controller(1), 20, updates, 0.07, seed);
        return plant.rollouts(learnt, 500, Plant.random(1000 + seed)).stream()
                .mapToDouble(r -> r.cost(CLIFF))
                .average()
                .orElseThrow();
    }

    private static LinearGaussianController learn(
            Teacher teacher,
            Plant plant,
            Cost cost,
            LinearGaussianController start,
            int count,
            int iterations,
            double klStep,
            int seed) {
        RandomGenerator random = Plant.random(seed);
        KlConstrainedUpdate lqr = new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults());
        double damping = teacher == Teacher.PI2_DAMPED ? 10 : 2;
        Pi2 pi2 = new Pi2(Pi2.Options.defaults().withDamping(damping));
        Pilqr pilqr = new Pilqr(
                Pilqr.Options.defaults().withSteps(KlSteps.Rule.defaults().withLimits(klStep / 100, klStep)));
        LinearGaussianController controller = start;
        KlSteps steps = KlSteps.constant(plant.horizon(), klStep);
        double eta = 1;
        for (int i = 0; i < iterations; i++) {
            List<Rollout> rollouts = plant.rollouts(controller, count, random);
            SampledCosts costs = SampledCosts.of(cost, rollouts);
            switch (teacher) {
                case PI2, PI2_DAMPED ->
                    controller = pi2.update(controller, rollouts, costs).controller();
                case LQR -> {
                    KlUpdate update = lqr.solve(
                            plant.model(),
                            CostExpansion.quadratize(cost, rollouts),
                            controller,
                            klStep * plant.horizon(),
                            eta);
                    controller = update.controller();
                    eta = update.eta();
                }
                case PILQR -> {
                    PilqrUpdate update = pilqr.update(
                            plant.model(),
                            CostExpansion.quadratize(cost, rollouts),
                            controller,
                            rollouts,
                            costs,
                            steps);
                    controller = update.controller();
                    steps = update.steps();
                }
            }
        }
        return controller;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double error(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
