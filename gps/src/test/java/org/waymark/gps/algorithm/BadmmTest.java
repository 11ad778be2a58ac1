package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.SampledCosts;
import org.waymark.lqr.solver.TrajectoryKl;

class BadmmTest {
    private static final List<Iteration> RUN =
            LinearTasks.run(LinearTasks.from(1), LinearTasks.options(Variant.BADMM, 2), 5, 1);
    private static final Evidence EVIDENCE = RUN.get(1).evidence().get(0);
    private static final LinearGaussianController CONTROLLER =
            RUN.get(1).updates().get(0).controller();
    private static final ClusterState CLUSTER = RUN.get(0).state().clusters().get(0);
    private static final int HORIZON = LinearTasks.HORIZON;
    private static final Round LAST = new Round(1, 3, true);

    private static BadmmOptions options(WeightRule rule, double dualRate, double gainDualRate) {
        return new BadmmOptions(4, 0.5, 1e-3, 8, rule, new double[] {0.25}, 2, 0.5, dualRate, gainDualRate, 1e6);
    }

    private static ClusterState priced(double weight, double[] linear) {
        return CLUSTER.withMultipliers(
                Multipliers.initial(HORIZON, 2, 1, weight).withLinear(TimeVaryingMatrix.of(HORIZON, 1, 3, linear)));
    }

    private static LinearGaussianController shifted(LinearGaussianController controller, double by) {
        double[] offset = controller.offset().toArray();
        for (int i = 0; i < offset.length; i++) {
            offset[i] += by;
        }
        return LinearGaussianController.ofPrecision(
                controller.gain(), TimeVaryingMatrix.ofVectors(HORIZON, 1, offset), controller.precision());
    }

    private static double[] everyStep(double... three) {
        double[] out = new double[3 * HORIZON];
        for (int i = 0; i < out.length; i++) {
            out[i] = three[i % 3];
        }
        return out;
    }

    @Test
    void thePriceOfTheControlsEntersTheCostWithAMinus() {
        Badmm badmm = new Badmm(options(WeightRule.SPREAD, 0.1, 0), 10);
        QuadraticCost cost = badmm.objective(
                priced(1, everyStep(0.3, -0.2, 0.7)),
                EVIDENCE.model().orElseThrow().cost());
        for (int t = 0; t < HORIZON; t++) {
            QuadraticCost plain = EVIDENCE.model().orElseThrow().cost();
            assertThat(cost.gradient().get(t, 2) - plain.gradient().get(t, 2)).isCloseTo(-0.7, within(1e-12));
            assertThat(cost.hessian().get(t, 2, 0) - plain.hessian().get(t, 2, 0))
                    .isCloseTo(-0.3, within(1e-12));
            assertThat(cost.hessian().get(t, 1, 2) - plain.hessian().get(t, 1, 2))
                    .isCloseTo(0.2, within(1e-12));
            assertThat(cost.hessian().get(t, 2, 2)).isEqualTo(plain.hessian().get(t, 2, 2));
        }
    }

    /** Along rollouts of a quadratic cost, the sampled objective is the quadratic one. */
    @Test
    void thePriceIsTheSameAlongRollouts() {
        Badmm badmm = new Badmm(options(WeightRule.SPREAD, 0.1, 0), 10);
        ClusterState cluster = priced(1, everyStep(0.3, -0.2, 0.7));
        QuadraticCost quadratic =
                badmm.objective(cluster, EVIDENCE.model().orElseThrow().cost());
        SampledCosts sampled = badmm.objective(cluster, EVIDENCE.rollouts(), EVIDENCE.costs());
        for (int n = 0; n < sampled.rollouts(); n++) {
            Rollout rollout = EVIDENCE.rollouts().get(n);
            for (int t = 0; t < HORIZON; t++) {
                double[] y = {
                    rollout.states().get(t, 0),
                    rollout.states().get(t, 1),
                    rollout.controls().get(t, 0)
                };
                double sum = quadratic.constant().get(t, 0);
                for (int i = 0; i < 3; i++) {
                    sum += quadratic.gradient().get(t, i) * y[i];
                    for (int j = 0; j < 3; j++) {
                        sum += 0.5 * quadratic.hessian().get(t, i, j) * y[i] * y[j];
                    }
                }
                assertThat(sampled.get(n, t)).isCloseTo(sum, within(1e-9));
            }
            assertThat(sampled.get(n, HORIZON)).isEqualTo(EVIDENCE.costs().get(n, HORIZON));
        }
    }

    /** ν·½(μ − Kx − k)ᵀC⁻¹(μ − Kx − k) + (λ_K x + λ_k)ᵀμ is stationary in μ at the teacher's mean. */
    @Test
    void theTeachersMeanIsStationaryForThePolicysPartOfTheLagrangian() {
        double nu = 0.4;
        double[] linear = everyStep(0.3, -0.2, 0.7);
        LinearGaussianController teacher =
                new Badmm(options(WeightRule.SPREAD, 0.1, 0), 10).teacher(priced(nu, linear), CONTROLLER);
        double[] x = {0.3, -1.1};
        double[] mean = new double[1];
        double[] own = new double[1];
        for (int t = 0; t < HORIZON; t++) {
            teacher.mean(x, t, mean);
            CONTROLLER.mean(x, t, own);
            double slope = nu * CONTROLLER.precision().get(t, 0, 0) * (mean[0] - own[0])
                    + linear[0] * x[0]
                    + linear[1] * x[1]
                    + linear[2];
            assertThat(slope).isCloseTo(0, within(1e-9));
        }
    }

    /** λ_k ← λ_k − α ν C⁻¹ E[u_p − u_π]: with a policy that differs by a constant, the expectation is that constant. */
    @Test
    void theDualStepIsTheGradientOfTheLagrangian() {
        Badmm badmm = new Badmm(options(WeightRule.SPREAD, 0.1, 0.05), 10);
        ClusterState cluster = priced(0.4, everyStep(0, 0, 0.2));
        Multipliers after = badmm.multipliers(
                cluster, EVIDENCE, RUN.get(1).updates().get(0), shifted(CONTROLLER, -0.01), new Round(1, 0, false));
        for (int t = 0; t < HORIZON; t++) {
            double precision = CONTROLLER.precision().get(t, 0, 0);
            assertThat(after.linear().get(t, 0, 2)).isCloseTo(0.2 - 0.1 * 0.4 * precision * 0.01, within(1e-9));
            assertThat(after.linear().get(t, 0, 0)).isZero();
        }
        assertThat(after.weight()).isEqualTo(cluster.multipliers().weight());
    }

    @ParameterizedTest
    @EnumSource
    void theWeightChangesByItsRule(WeightRule rule) {
        Badmm badmm = new Badmm(options(rule, 0, 0), 10);
        ClusterState cluster = priced(0.5, new double[3 * HORIZON]);
        LinearGaussianController policy = RUN.get(0).updates().get(0).controller();
        Multipliers first =
                badmm.multipliers(cluster, EVIDENCE, RUN.get(1).updates().get(0), policy, LAST);
        double[] kl = TrajectoryKl.onRollouts(EVIDENCE.rollouts(), CONTROLLER, policy);
        assertThat(first.divergence().toArray()).containsExactly(kl);
        // the same disagreement again is above 0.95 of what it was
        Multipliers second = badmm.multipliers(
                cluster.withMultipliers(first), EVIDENCE, RUN.get(1).updates().get(0), policy, LAST);
        for (int t = 0; t < HORIZON; t++) {
            double weight = first.weight().get(t, 0);
            switch (rule) {
                case DUAL_ASCENT -> assertThat(weight).isEqualTo(Math.min(8, 0.5 + 0.25 * kl[t]));
                case CONSTANT -> assertThat(weight).isEqualTo(0.75);
                case RATIO -> {
                    assertThat(weight).isEqualTo(0.5);
                    assertThat(second.weight().get(t, 0)).isOne();
                }
                case SPREAD -> assertThat(weight).isIn(0.25, 0.5, 1.0);
            }
        }
        if (rule == WeightRule.SPREAD) {
            assertThat(first.weight().toArray()).contains(1.0);
        }
    }

    @Test
    void weightsAndPricesStayWithinTheirBounds() {
        BadmmOptions narrow =
                new BadmmOptions(1, 0.5, 0.4, 0.6, WeightRule.SPREAD, new double[] {1}, 2, 0.5, 10, 10, 0.01);
        Multipliers after = new Badmm(narrow, 10)
                .multipliers(
                        priced(0.5, new double[3 * HORIZON]),
                        EVIDENCE,
                        RUN.get(1).updates().get(0),
                        shifted(CONTROLLER, 5),
                        LAST);
        assertThat(Arrays.stream(after.weight().toArray())).allMatch(w -> w >= 0.4 && w <= 0.6);
        assertThat(Arrays.stream(after.linear().toArray()))
                .allMatch(l -> Math.abs(l) <= 0.01)
                .anyMatch(l -> Math.abs(l) == 0.01);
    }

    @Test
    void scheduleRunsThroughItsKnotsOnALogarithmicScale() {
        Schedule schedule = new Schedule(new double[] {1e-3, 1e-1, 1});
        assertThat(schedule.at(0, 5)).isCloseTo(1e-3, within(1e-15));
        assertThat(schedule.at(1, 5)).isCloseTo(1e-2, within(1e-12));
        assertThat(schedule.at(2, 5)).isCloseTo(1e-1, within(1e-12));
        assertThat(schedule.at(4, 5)).isCloseTo(1, within(1e-12));
        assertThat(schedule.at(9, 5)).isCloseTo(1, within(1e-12));
        assertThat(new Schedule(new double[] {7}).at(3, 5)).isEqualTo(7);
    }

    @Test
    void aScheduleLongerThanTheRunIsRefused() {
        BadmmOptions three =
                new BadmmOptions(4, 0.5, 1e-3, 8, WeightRule.CONSTANT, new double[] {1, 2, 3}, 2, 0.5, 0.1, 0, 1e6);
        AlgorithmOptions two = AlgorithmOptions.defaults().withIterations(2);
        assertThatThrownBy(() -> two.withBadmm(three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("badmm.weightSteps: expected at most 2 numbers")
                .hasMessageContaining("found 3");
    }
}
