package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.cost.CostExpansion;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;
import org.waymark.lqr.solver.TrajectoryKl;

class PilqrTest {
    private static final int T = 8;
    private static final Pilqr.Options DEFAULTS = Pilqr.Options.defaults();
    private static final Plant PLANT = Plant.pointMass(2, T, new double[] {1, -1, 0.3, 0});
    private static final Cost SMOOTH = new ReachCost(0.5, 0.1, 20, 2, 0, 0);
    private static final Cost CLIFF = new ReachCost(0.5, 0.1, 20, 2, 50, 1.2);
    private static final LinearGaussianController OLD = RandomControllers.of(1, T, 4, 2);
    private static final List<Rollout> ROLLOUTS = PLANT.rollouts(OLD, 10, Plant.random(1));
    private static final KlSteps STEPS = KlSteps.constant(T, 0.5);

    @Test
    void whatTheModelExplainsIsLeftToTheRegulator() {
        QuadraticCost quadratic = CostExpansion.quadratize(SMOOTH, ROLLOUTS);
        PilqrUpdate update = new Pilqr(DEFAULTS)
                .update(PLANT.model(), quadratic, OLD, ROLLOUTS, SampledCosts.of(SMOOTH, ROLLOUTS), STEPS);
        assertThat(Arrays.stream(update.unexplained()).max().orElseThrow()).isLessThan(1e-13);
        assertThat(update.lqr().status()).isEqualTo(KlUpdate.Status.CONVERGED);
        LinearGaussianController regulator = update.lqr().controller();
        assertClose(update.controller().gain(), regulator.gain(), 0);
        assertClose(update.controller().offset(), regulator.offset(), 1e-10);
        assertClose(update.controller().covariance(), regulator.covariance(), 1e-10);
        // and the bounds were doubled for it
        assertThat(update.steps().bounds().toArray()).containsOnly(1);
        for (double kl : TrajectoryKl.perStep(update.lqr().marginals(), regulator, OLD)) {
            assertThat(kl).isBetween(0.9, 1.1);
        }
    }

    /** The constants of the quadratic model are part of what it explains. */
    @Test
    void constantsAreExplainedToo() {
        QuadraticCost plain = CostExpansion.quadratize(SMOOTH, ROLLOUTS);
        double[] constant = plain.constant().toArray();
        Arrays.setAll(constant, t -> constant[t] + 3);
        QuadraticCost raised = new QuadraticCost(
                plain.hessian(),
                plain.gradient(),
                TimeVaryingMatrix.ofVectors(T, 1, constant),
                plain.finalHessian(),
                plain.finalGradient(),
                plain.finalConstant() + 5);
        SampledCosts sampled = SampledCosts.of(SMOOTH, ROLLOUTS);
        double[][] costs = new double[10][T + 1];
        for (int n = 0; n < 10; n++) {
            for (int t = 0; t <= T; t++) {
                costs[n][t] = sampled.get(n, t) + (t < T ? 3 : 5);
            }
        }
        PilqrUpdate update =
                new Pilqr(DEFAULTS).update(PLANT.model(), raised, OLD, ROLLOUTS, SampledCosts.of(costs), STEPS);
        assertThat(Arrays.stream(update.unexplained()).max().orElseThrow()).isLessThan(1e-13);
    }

    @Test
    void aModelThatExplainsNothingLeavesPi2() {
        SampledCosts costs = SampledCosts.of(CLIFF, ROLLOUTS);
        PilqrUpdate update = new Pilqr(DEFAULTS).update(PLANT.model(), nothing(), OLD, ROLLOUTS, costs, STEPS);
        Pi2Update alone = new Pi2(Pi2.Options.defaults()).update(OLD, ROLLOUTS, costs);
        assertThat(update.unexplained()).containsOnly(1);
        assertThat(update.pi2().temperatures()).containsExactly(alone.temperatures());
        assertThat(update.pi2().divergences()).containsExactly(alone.divergences());
        // but for the least multiplier, 1e-8
        assertClose(update.controller().gain(), alone.controller().gain(), 1e-8);
        assertClose(update.controller().offset(), alone.controller().offset(), 1e-8);
        assertClose(update.controller().covariance(), alone.controller().covariance(), 1e-8);
        assertThat(update.steps().bounds().toArray()).containsOnly(0.25);
    }

    /** A cliff that some rollouts fell off: the residual is what the mean does not say, at the temperature of the whole. */
    @Test
    void pathIntegralsSeeTheResidualAtTheTemperatureOfTheWhole() {
        SampledCosts costs = SampledCosts.of(CLIFF, ROLLOUTS);
        long fallen = ROLLOUTS.stream().filter(r -> r.states().get(T, 0) < 1.2).count();
        assertThat(fallen).isBetween(1L, 9L);
        PilqrUpdate update = new Pilqr(DEFAULTS)
                .update(PLANT.model(), CostExpansion.quadratize(CLIFF, ROLLOUTS), OLD, ROLLOUTS, costs, STEPS);
        Pi2Update whole = new Pi2(Pi2.Options.defaults()).update(OLD, ROLLOUTS, costs);
        assertThat(update.pi2().temperatures()).containsExactly(whole.temperatures());
        double[][] residual = new double[10][T + 1];
        for (int n = 0; n < 10; n++) {
            residual[n][T] = 50 * ((ROLLOUTS.get(n).states().get(T, 0) < 1.2 ? 1 : 0) - fallen / 10.0);
        }
        double[] deviation = new double[T];
        for (int t = 0; t < T; t++) {
            Softmax softmax = new Softmax(
                    Arrays.stream(residual).mapToDouble(row -> row[T]).toArray());
            softmax.heat(whole.temperatures()[t]);
            for (int n = 0; n < 10; n++) {
                deviation[t] +=
                        (softmax.weights()[n] - 0.1) * ROLLOUTS.get(n).noise().get(t, 0);
            }
            double moved = update.controller().offset().get(t, 0)
                    - update.lqr().controller().offset().get(t, 0);
            assertThat(moved)
                    .isCloseTo(update.lqr().controller().choleskyLower().get(t, 0, 0) * deviation[t], within(1e-9));
        }
        assertThat(Arrays.stream(deviation).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void withoutAMinimumPathIntegralsGetTheWholeCost() {
        double[] hessian = new double[T * 36];
        Arrays.setAll(hessian, i -> i % 7 == 0 ? -1e30 : 0);
        QuadraticCost concave = new QuadraticCost(
                TimeVaryingMatrix.of(T, 6, 6, hessian),
                nothing().gradient(),
                nothing().constant(),
                nothing().finalHessian(),
                nothing().finalGradient(),
                0);
        SampledCosts costs = SampledCosts.of(CLIFF, ROLLOUTS);
        PilqrUpdate update = new Pilqr(DEFAULTS).update(PLANT.model(), concave, OLD, ROLLOUTS, costs, STEPS);
        assertThat(update.lqr().status()).isEqualTo(KlUpdate.Status.NOT_POSITIVE_DEFINITE);
        Pi2Update alone = new Pi2(Pi2.Options.defaults()).update(OLD, ROLLOUTS, costs);
        assertClose(update.controller().offset(), alone.controller().offset(), 1e-12);
        assertThat(update.steps().multipliers()).isEqualTo(STEPS.multipliers());
    }

    @Test
    void aPenaltyHoldsBothPartsBack() {
        LinearGaussianController policy = RandomControllers.of(5, T, 4, 2);
        SampledCosts costs = SampledCosts.of(CLIFF, ROLLOUTS);
        QuadraticCost quadratic = CostExpansion.quadratize(CLIFF, ROLLOUTS);
        KlSteps wide = KlSteps.constant(T, 1000);
        Pilqr pilqr = new Pilqr(DEFAULTS.withSteps(KlSteps.Rule.defaults().withLimits(0.01, 1000)));
        double before = Double.POSITIVE_INFINITY;
        for (double lambda = 1; lambda < 2e4; lambda *= 10) {
            PilqrUpdate update =
                    pilqr.update(PLANT.model(), quadratic, OLD, ROLLOUTS, costs, wide, penalty(policy, lambda));
            double kl = TrajectoryKl.total(update.lqr().marginals(), update.controller(), policy);
            assertThat(kl).isLessThan(before);
            before = kl;
            double least = Arrays.stream(update.pi2().temperatures()).min().orElseThrow();
            assertThat(least).isGreaterThanOrEqualTo(lambda);
        }
        assertThat(before).isLessThan(0.1);
    }

    @Test
    void namesWhatDoesNotFit() {
        Pilqr pilqr = new Pilqr(DEFAULTS);
        SampledCosts costs = SampledCosts.of(SMOOTH, ROLLOUTS);
        QuadraticCost quadratic = CostExpansion.quadratize(SMOOTH, ROLLOUTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pilqr.update(
                        PLANT.model(), quadratic, RandomControllers.of(1, T, 3, 2), ROLLOUTS, costs, STEPS))
                .withMessageContaining("controller gain");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> pilqr.update(PLANT.model(), quadratic, OLD, ROLLOUTS, costs, KlSteps.constant(T + 1, 1)))
                .withMessageContaining("KL bounds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pilqr.update(PLANT.model(), quadratic, OLD, ROLLOUTS.subList(0, 1), costs, STEPS))
                .withMessageContaining("at least 2 rollouts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pilqr.update(PLANT.model(), quadratic, OLD, ROLLOUTS.subList(0, 3), costs, STEPS))
                .withMessageContaining("costs: expected 3 rollouts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pilqr.update(
                        PLANT.model(),
                        quadratic,
                        OLD,
                        ROLLOUTS,
                        costs,
                        STEPS,
                        penalty(RandomControllers.of(1, T, 3, 2), 1)))
                .withMessageContaining("penalty policy");
        Plant other = Plant.pointMass(2, T - 1, new double[4]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pilqr.update(other.model(), quadratic, OLD, ROLLOUTS, costs, STEPS))
                .withMessageContaining("controller gain");
    }

    @Test
    void namesWhereAReplayOverflows() {
        LinearGaussianModel model = PLANT.model();
        double[] explosive = model.transition().toArray();
        explosive[2 * 24] = 1e200;
        explosive[3 * 24] = 1e200;
        LinearGaussianModel wild = new LinearGaussianModel(
                TimeVaryingMatrix.of(T, 4, 6, explosive), model.offset(), model.noise(), model.initialState());
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> new Pilqr(DEFAULTS)
                        .update(
                                wild,
                                CostExpansion.quadratize(SMOOTH, ROLLOUTS),
                                OLD,
                                ROLLOUTS,
                                SampledCosts.of(SMOOTH, ROLLOUTS),
                                STEPS))
                .withMessageContaining("replayed in the model")
                .withMessageContaining("rollout 0");
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxPasses(0))
                .withMessageContaining("maxPasses");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTolerance(1))
                .withMessageContaining("tolerance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withPi2(null))
                .withMessageContaining("pi2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withSteps(null))
                .withMessageContaining("steps");
    }

    private static QuadraticCost nothing() {
        return CostExpansion.quadratize(new ReachCost(0, 0, 0, 0, 0, 0), ROLLOUTS);
    }

    private static PolicyPenalty penalty(LinearGaussianController policy, double lambda) {
        double[] weights = new double[policy.horizon()];
        Arrays.fill(weights, lambda);
        return new PolicyPenalty(policy, TimeVaryingMatrix.ofVectors(weights.length, 1, weights));
    }

    private static void assertClose(TimeVaryingMatrix actual, TimeVaryingMatrix expected, double tolerance) {
        double[] a = actual.toArray();
        double[] e = expected.toArray();
        double largest = Arrays.stream(e).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < e.length; i++) {
            assertThat(a[i]).as("entry " + i).isCloseTo(e[i], within(tolerance * largest));
        }
    }
}
