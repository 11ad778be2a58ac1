package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ilqr.Curvature;

class AugmentedLagrangianOptionsTest {
    private static final AugmentedLagrangianOptions OPTIONS = AugmentedLagrangianOptions.defaults()
            .withInner(AugmentedLagrangianOptions.defaults().inner().withCurvature(Curvature.SECOND_ORDER));

    private static List<OuterIteration> rows(AugmentedLagrangianOptions options) {
        ConstrainedTask task = ConstrainedTask.car();
        List<OuterIteration> rows = new ArrayList<>();
        new AugmentedLagrangian(task.problem(), options).withListener(rows::add).solve(task.start(), task.guess());
        return rows;
    }

    @Test
    void everyOptionIsSeen() {
        List<OuterIteration> usual = rows(OPTIONS);
        assertThat(rows(OPTIONS.withConstraintTolerance(1e-4))).hasSizeLessThan(usual.size());
        assertThat(rows(OPTIONS.withInitialPenalty(10)).get(0).penalty()).isEqualTo(10);
        assertThat(penalties(OPTIONS.withPenaltyGrowth(3))).contains(3.0).doesNotContain(10.0);
        assertThat(penalties(OPTIONS.withRequiredDecrease(1e-3))).contains(10_000.0);
        assertThat(penalties(usual)).doesNotContain(10_000.0);
        assertThat(penalties(OPTIONS.withMaxPenalty(20))).endsWith(20.0);
        assertThat(rows(OPTIONS.withMaxOuterIterations(2))).hasSize(2);
        assertThat(rows(OPTIONS.withFirstInnerTolerance(1e-3)).get(0).innerTolerance())
                .isEqualTo(1e-3);
        assertThat(rows(OPTIONS.withInner(OPTIONS.inner().withMaxIterations(3)))
                        .get(0)
                        .innerIterations())
                .isEqualTo(3);
    }

    private static List<Double> penalties(AugmentedLagrangianOptions options) {
        return penalties(rows(options));
    }

    private static List<Double> penalties(List<OuterIteration> rows) {
        return rows.stream().map(OuterIteration::penalty).toList();
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertRefused(
                () -> OPTIONS.withConstraintTolerance(0), "constraintTolerance: expected a positive number, found 0.0");
        assertRefused(() -> OPTIONS.withInitialPenalty(-1), "initialPenalty: expected a positive number, found -1.0");
        assertRefused(() -> OPTIONS.withPenaltyGrowth(1), "penaltyGrowth: expected a number above 1, found 1.0");
        assertRefused(
                () -> OPTIONS.withRequiredDecrease(1),
                "requiredDecrease: expected a number between 0 and 1, found 1.0");
        assertRefused(
                () -> OPTIONS.withMaxPenalty(0.5),
                "maxPenalty: expected a number at least initialPenalty = 1.0, found 0.5");
        assertRefused(
                () -> OPTIONS.withMaxOuterIterations(0), "maxOuterIterations: expected a number 1 or more, found 0");
        assertRefused(
                () -> OPTIONS.withFirstInnerTolerance(Double.NaN),
                "firstInnerTolerance: expected a positive number, found NaN");
        assertRefused(() -> OPTIONS.withInner(null), "inner: expected a value, found null");
    }

    private static void assertRefused(Supplier<AugmentedLagrangianOptions> making, String message) {
        assertThatThrownBy(making::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
