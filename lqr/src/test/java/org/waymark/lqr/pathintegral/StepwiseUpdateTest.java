package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.cost.CostExpansion;
import org.waymark.lqr.solver.ExpectedCost;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.KlConstrainedUpdate;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;
import org.waymark.lqr.solver.TrajectoryKl;

class StepwiseUpdateTest {
    private static final int T = 12;
    private static final Plant PLANT = Plant.pointMass(2, T, new double[] {1, -1, 0.3, 0});
    private static final LinearGaussianController ANCHOR = RandomControllers.of(1, T, 4, 2);
    private static final LinearGaussianController POLICY = RandomControllers.of(2, T, 4, 2);
    private static final QuadraticCost COST =
            CostExpansion.quadratize(new ReachCost(0.5, 0.1, 20, 2, 0, 0), PLANT.rollouts(ANCHOR, 2, Plant.random(1)));

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 3})
    void eachStepKeepsItsBound(double klStep) {
        double[] bounds = new double[T];
        Arrays.setAll(bounds, t -> klStep * (1 + t % 3));
        KlSteps steps = new KlSteps(TimeVaryingMatrix.ofVectors(T, 1, bounds), ones());
        StepwiseUpdate.Result result = new StepwiseUpdate(50, 0.1).solve(PLANT.model(), COST, ANCHOR, steps, null);
        assertThat(result.update().status()).isEqualTo(KlUpdate.Status.CONVERGED);
        double[] kl = TrajectoryKl.perStep(
                result.update().marginals(), result.update().controller(), ANCHOR);
        for (int t = 0; t < T; t++) {
            assertThat(kl[t]).as("t = " + t).isBetween(0.9 * bounds[t], 1.1 * bounds[t]);
        }
        assertThat(result.update().eta())
                .isEqualTo(Arrays.stream(result.multipliers()).max().orElseThrow());
    }

    /** Where one multiplier for all steps is optimal for the whole, it is so for the steps that it leads to. */
    @Test
    void oneMultiplierForAllIsASpecialCase() {
        KlUpdate whole = new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults())
                .solve(PLANT.model(), COST, ANCHOR, 0.5 * T, 1);
        KlSteps steps = new KlSteps(TimeVaryingMatrix.ofVectors(T, 1, whole.klPerStep()), ones());
        StepwiseUpdate.Result result = new StepwiseUpdate(500, 1e-9).solve(PLANT.model(), COST, ANCHOR, steps, null);
        assertThat(result.update().status()).isEqualTo(KlUpdate.Status.CONVERGED);
        for (double eta : result.multipliers()) {
            assertThat(eta).isCloseTo(whole.eta(), within(1e-6 * whole.eta()));
        }
        assertClose(
                result.update().controller().gain().toArray(),
                whole.controller().gain().toArray(),
                1e-6);
        assertClose(
                result.update().controller().covariance().toArray(),
                whole.controller().covariance().toArray(),
                1e-6);
    }

    /** Two penalties made one: the difference of the objectives is the same for all controllers. */
    @Test
    void twoDivergencesAreOnePlusAQuadratic() {
        double[] eta = Plant.random(3).doubles(T, 0.1, 5).toArray();
        PolicyPenalty penalty = penalty(0);
        TwoAnchors merged = TwoAnchors.of(COST, ANCHOR, eta, penalty);
        double constant = Double.NaN;
        for (int seed = 10; seed < 15; seed++) {
            LinearGaussianController p = RandomControllers.of(seed, T, 4, 2);
            TrajectoryDistribution marginals = GaussianForwardPass.propagate(PLANT.model(), p);
            double apart = ExpectedCost.total(COST, marginals)
                    + weighted(eta, TrajectoryKl.perStep(marginals, p, ANCHOR))
                    + weighted(penalty.weights().toArray(), TrajectoryKl.perStep(marginals, p, POLICY));
            double joined = ExpectedCost.total(merged.cost(), marginals)
                    + weighted(
                            merged.penalty().weights().toArray(),
                            TrajectoryKl.perStep(marginals, p, merged.penalty().policy()));
            double difference = apart - joined;
            if (seed > 10) {
                assertThat(difference).isCloseTo(constant, within(1e-10 * apart));
            }
            constant = difference;
        }
    }

    @Test
    void aPenaltyPullsTowardsThePolicyWithinTheBounds() {
        double before = Double.POSITIVE_INFINITY;
        for (double lambda = 0.1; lambda < 2e3; lambda *= 10) {
            StepwiseUpdate.Result result = new StepwiseUpdate(50, 0.1)
                    .solve(PLANT.model(), COST, ANCHOR, KlSteps.constant(T, 100), penalty(lambda));
            double kl = TrajectoryKl.total(
                    result.update().marginals(), result.update().controller(), POLICY);
            assertThat(kl).isLessThan(0.9 * before);
            before = kl;
        }
        assertThat(before).isLessThan(0.1);
        StepwiseUpdate.Result held = new StepwiseUpdate(50, 0.1)
                .solve(PLANT.model(), COST, ANCHOR, KlSteps.constant(T, 0.01), penalty(1000));
        assertThat(greatest(held.update().klPerStep())).isLessThanOrEqualTo(0.011);
    }

    @Test
    void spentPassesAreReportedAndTheBoundsAreKeptIfTheyWereMet() {
        KlSteps steps = KlSteps.constant(T, 0.3);
        KlSteps far = steps.withMultipliers(filled(1e6));
        KlUpdate update = new StepwiseUpdate(1, 0.1)
                .solve(PLANT.model(), COST, ANCHOR, far, null)
                .update();
        assertThat(update.status()).isEqualTo(KlUpdate.Status.BOUND_KEPT);
        assertThat(greatest(update.klPerStep())).isLessThan(0.3);
        KlUpdate broken = new StepwiseUpdate(1, 0.1)
                .solve(PLANT.model(), COST, ANCHOR, steps.withMultipliers(filled(1e-4)), null)
                .update();
        assertThat(broken.status()).isEqualTo(KlUpdate.Status.BOUND_NOT_MET);
    }

    /** Where a controller does not matter, nothing moves it, however small its multiplier. */
    @Test
    void withoutACostTheAnchorComesBack() {
        QuadraticCost nothing =
                CostExpansion.quadratize(new ReachCost(0, 0, 0, 0, 0, 0), PLANT.rollouts(ANCHOR, 2, Plant.random(1)));
        KlUpdate update = new StepwiseUpdate(50, 0.1)
                .solve(PLANT.model(), nothing, ANCHOR, KlSteps.constant(T, 1), null)
                .update();
        assertThat(update.status()).isEqualTo(KlUpdate.Status.CONVERGED);
        assertClose(update.controller().gain().toArray(), ANCHOR.gain().toArray(), 1e-9);
        assertClose(
                update.controller().covariance().toArray(), ANCHOR.covariance().toArray(), 1e-9);
    }

    private static PolicyPenalty penalty(double lambda) {
        double[] weights =
                lambda > 0 ? filled(lambda) : Plant.random(4).doubles(T, 0, 5).toArray();
        return new PolicyPenalty(POLICY, TimeVaryingMatrix.ofVectors(T, 1, weights));
    }

    private static double weighted(double[] weights, double[] terms) {
        double sum = 0;
        for (int t = 0; t < T; t++) {
            sum += weights[t] * terms[t];
        }
        return sum;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static TimeVaryingMatrix ones() {
        return TimeVaryingMatrix.ofVectors(T, 1, filled(1));
    }

    private static double[] filled(double value) {
        double[] values = new double[T];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance * largest));
        }
    }
}
