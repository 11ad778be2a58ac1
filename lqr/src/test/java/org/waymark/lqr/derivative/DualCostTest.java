package org.waymark.lqr.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;
import org.waymark.lqr.ilqr.problems.DualProblems;

/** Costs written with dual numbers. */
class DualCostTest {
    @ParameterizedTest
    @EnumSource
    void agreesWithExpansionsByHand(BenchmarkProblem problem) {
        Cost byHand = problem.cost();
        DualCost dual = DualProblems.cost(problem);
        int n = problem.model().stateSize();
        int m = problem.model().controlSize();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int trial = 0; trial < 100; trial++) {
            double[] x = random.doubles(n, -3, 3).toArray();
            double[] u = random.doubles(m, -3, 3).toArray();
            assertThat(dual.running(x, u, 3)).isCloseTo(byHand.running(x, u, 3), within(1e-11));
            assertThat(dual.terminal(x)).isCloseTo(byHand.terminal(x), within(1e-11));
            StageExpansion expected = new StageExpansion(n, m);
            StageExpansion found = new StageExpansion(n, m);
            byHand.expandRunning(x, u, 3, 0.7, expected);
            dual.expandRunning(x, u, 3, 0.7, found);
            byHand.expandTerminal(x, 0.3, expected);
            dual.expandTerminal(x, 0.3, found);
            // Values reach 5000, second derivatives of the car's 1e2: rounding of some tens of operations
            assertThat(found.value()).isCloseTo(expected.value(), within(1e-11));
            for (int i = 0; i < n + m; i++) {
                assertThat(found.gradient(i)).isCloseTo(expected.gradient(i), within(1e-11));
                for (int j = 0; j < n + m; j++) {
                    assertThat(found.hessian(i, j)).isCloseTo(expected.hessian(i, j), within(1e-10));
                }
            }
        }
    }

    @Test
    void aLambdaCostsNothingAtTheFinalState() {
        DualCost cost = new DualCost(2, 1, (x, u, t) -> x[0].times(u[0]).times(t));
        assertThat(cost.terminal(new double[] {3, 4})).isZero();
        StageExpansion into = new StageExpansion(2, 1);
        cost.expandTerminal(new double[] {3, 4}, 1, into);
        assertThat(into.value()).isZero();
        cost.expandRunning(new double[] {3, 4}, new double[] {5}, 2, 10, into);
        assertThat(into.value()).isEqualTo(300);
        assertThat(into.gradient(0)).isEqualTo(100);
        assertThat(into.gradient(1)).isZero();
        assertThat(into.gradient(2)).isEqualTo(60);
        assertThat(into.hessian(0, 2)).isEqualTo(20);
        assertThat(into.hessian(2, 0)).isEqualTo(20);
    }

    @Test
    void severalThreadsAtOnceFindWhatOneFinds() {
        DualCost cost = DualProblems.cost(BenchmarkProblem.CAR_PARKING);
        double[] expected = IntStream.range(0, 2000)
                .mapToDouble(i -> sumOfExpansion(cost, i))
                .toArray();
        double[] found = IntStream.range(0, 2000)
                .parallel()
                .mapToDouble(i -> sumOfExpansion(cost, i))
                .toArray();
        assertThat(found).containsExactly(expected);
    }

    private static double sumOfExpansion(Cost cost, int i) {
        StageExpansion into = new StageExpansion(4, 2);
        cost.expandRunning(new double[] {i, 0.1 * i, 1, 2}, new double[] {0.3, i}, i, 1, into);
        double sum = into.value();
        for (int a = 0; a < 6; a++) {
            sum += into.gradient(a) + into.hessian(a, a) + into.hessian(a, 0);
        }
        return sum;
    }

    @Test
    void nothingIsAllocatedAfterWarmUp() {
        DualCost cost = DualProblems.cost(BenchmarkProblem.CAR_PARKING);
        StageExpansion into = new StageExpansion(4, 2);
        double[] x = {1, 1, 1, 0};
        double[] u = {0.1, 0.2};
        assertThat(Allocation.leastOf(() -> {
                    for (int i = 0; i < 300; i++) {
                        into.clear();
                        into.addValue(cost.running(x, u, i) + cost.terminal(x));
                        cost.expandRunning(x, u, i, 1, into);
                        cost.expandTerminal(x, 1, into);
                    }
                }))
                .isZero();
    }

    @Test
    void mistakesAreNamed() {
        double[] one = {1};
        assertThatThrownBy(() -> new DualCost(1, 1, (x, u, t) -> null).running(one, one, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("running cost: expected a number of this evaluation, found null");
        assertThatThrownBy(() -> new DualCost(2, 1, (x, u, t) -> x[0]).running(one, one, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state: expected 2 numbers, found 1");
        assertThatThrownBy(() -> new DualCost(1, 2, (x, u, t) -> x[0]).running(one, one, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("control: expected 2 numbers, found 1");
    }
}
