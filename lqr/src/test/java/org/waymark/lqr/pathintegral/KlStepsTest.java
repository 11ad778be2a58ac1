package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;

class KlStepsTest {
    private static final KlSteps.Rule RULE = KlSteps.Rule.defaults();
    private static final SampledCosts COSTS = SampledCosts.of(new double[][] {{50, 20, -10, 10}, {50, -20, 10, 10}});

    @Test
    void boundsFollowTheShareThatTheModelLeavesUnexplained() {
        // from t = 2 on 40 of cost, from 1 on 80, from 0 on 180
        SampledCosts residual = SampledCosts.of(new double[][] {{-3, 2, 0, 6}, {0, 0, -6, 0}});
        assertThat(KlSteps.unexplained(COSTS, residual))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : 1)
                .containsExactly(17.0 / 180, 14.0 / 80, 12.0 / 40);
        KlSteps steps = KlSteps.constant(3, 0.4);
        assertThat(steps.adapted(COSTS, residual, RULE).bounds().toArray()).containsExactly(0.4, 0.4, 0.2);
        assertThat(steps.adapted(COSTS, residual, RULE.withThresholds(0.1, 0.15))
                        .bounds()
                        .toArray())
                .containsExactly(0.8, 0.2, 0.2);
        assertThat(steps.adapted(COSTS, residual, RULE.withThresholds(0.1, 0.15).withFactors(0.25, 4))
                        .bounds()
                        .toArray())
                .containsExactly(1.6, 0.1, 0.1);
        assertThat(steps.bounds().toArray()).containsOnly(0.4);
    }

    @Test
    void boundsStayWithinTheirLimits() {
        SampledCosts nothing = SampledCosts.of(new double[2][4]);
        KlSteps steps = KlSteps.constant(3, 1);
        for (int i = 0; i < 3; i++) {
            steps = steps.adapted(COSTS, nothing, RULE.withLimits(0.3, 3));
        }
        assertThat(steps.bounds().toArray()).containsOnly(3);
        for (int i = 0; i < 5; i++) {
            steps = steps.adapted(COSTS, COSTS, RULE.withLimits(0.3, 3));
        }
        assertThat(steps.bounds().toArray()).containsOnly(0.3);
    }

    @Test
    void withoutAnyCostThereIsNothingUnexplained() {
        SampledCosts nothing = SampledCosts.of(new double[2][4]);
        assertThat(KlSteps.unexplained(nothing, nothing)).containsOnly(0);
        assertThat(KlSteps.unexplained(COSTS, COSTS)[0]).isCloseTo(1, within(1e-15));
    }

    @Test
    void refusesWhatDoesNotFit() {
        KlSteps steps = KlSteps.constant(5, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steps.adapted(COSTS, COSTS, RULE))
                .withMessageContaining("expected 5 controls, found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steps.adapted(COSTS, SampledCosts.of(new double[2][5]), RULE))
                .withMessageContaining("expected 2 rollouts of 3 controls, found 2 of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KlSteps.constant(5, 0))
                .withMessageContaining("KL bounds[0]");
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> KlSteps.constant(5, Double.NaN))
                .withMessageContaining("KL bounds");
        TimeVaryingMatrix ones = steps.bounds();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KlSteps(ones, TimeVaryingMatrix.zeros(5, 1, 1)))
                .withMessageContaining("multipliers[0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KlSteps(ones, TimeVaryingMatrix.zeros(4, 1, 1)))
                .withMessageContaining("expected 5 steps");
    }

    @Test
    void refusesRulesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withThresholds(0.2, 0.2))
                .withMessageContaining("high");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withThresholds(-1, 0.2))
                .withMessageContaining("low");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withFactors(0, 2))
                .withMessageContaining("decrease");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withFactors(0.5, 0.9))
                .withMessageContaining("increase");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withLimits(0, 1))
                .withMessageContaining("least");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.withLimits(2, 1))
                .withMessageContaining("greatest");
    }
}
