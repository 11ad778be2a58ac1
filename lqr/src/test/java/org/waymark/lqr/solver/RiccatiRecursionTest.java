package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.waymark.lqr.solver.NumberAssertions.assertClose;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RiccatiRecursionTest {
    /** V and v at every step, and the controller, are those of the solver that allocates. */
    @Property(tries = 30, seed = "1")
    void isTheBackwardPass(
            @ForAll @IntRange(min = 1, max = 6) int horizon,
            @ForAll @IntRange(min = 1, max = 9) int n,
            @ForAll @IntRange(min = 1, max = 5) int m) {
        RandomProblem p = RandomProblem.of(7L * horizon + n, horizon, n, m);
        LqrSolution solution = LqrBackwardPass.solve(p.model(), p.cost());
        RiccatiRecursion recursion = new RiccatiRecursion(n, m);
        recursion.begin(
                p.cost().finalHessian().step(0), 0, p.cost().finalGradient().step(0), 0);
        double[] gain = new double[m * n];
        double[] offset = new double[m];
        double[] value = new double[n * n];
        for (int t = horizon - 1; t >= 0; t--) {
            assemble(recursion, p, t);
            assertThat(recursion.eliminate(0, 0)).isTrue();
            recursion.readGains(gain, 0, offset, 0);
            recursion.advance();
            recursion.readValue(value, 0);
            assertClose("K", gain, solution.controller().gain().step(t), 1e-10);
            assertClose("k", offset, solution.controller().offset().step(t), 1e-10);
            assertClose("V", value, solution.valueHessian().step(t), 1e-10);
        }
    }

    /** Scaling k by ε changes the value at x = 0 by εa + ε²b: seen through the constant of the value with k set by hand. */
    @Property(tries = 20, seed = "2")
    void slopeAndCurvatureOfTheStep(
            @ForAll @IntRange(min = 1, max = 6) int n, @ForAll @IntRange(min = 1, max = 5) int m) {
        RandomProblem p = RandomProblem.of(n + 10L * m, 1, n, m);
        RiccatiRecursion recursion = new RiccatiRecursion(n, m);
        recursion.begin(
                p.cost().finalHessian().step(0), 0, p.cost().finalGradient().step(0), 0);
        assemble(recursion, p, 0);
        assertThat(recursion.eliminate(0, 0)).isTrue();
        // at the minimum of εa + ε²b, ε is 1
        assertThat(recursion.slope()).isNegative();
        assertThat(recursion.curvature()).isCloseTo(-0.5 * recursion.slope(), withPercentage(1e-8));
        double curvature = recursion.curvature();
        double[] gain = new double[m * n];
        double[] offset = new double[m];
        recursion.readGains(gain, 0, offset, 0);
        for (int i = 0; i < m; i++) {
            offset[i] *= 3;
        }
        recursion.setGains(gain, 0, offset, 0);
        assertThat(recursion.curvature()).isCloseTo(9 * curvature, withPercentage(1e-8));
    }

    /** An update with the gains that elimination would have given, set by hand, is the update after elimination. */
    @Test
    void bothUpdatesAgreeWhereBothHold() {
        RandomProblem p = RandomProblem.of(5, 1, 7, 3);
        double[][] values = new double[2][49];
        for (int way = 0; way < 2; way++) {
            RiccatiRecursion recursion = new RiccatiRecursion(7, 3);
            recursion.begin(
                    p.cost().finalHessian().step(0), 0, p.cost().finalGradient().step(0), 0);
            assemble(recursion, p, 0);
            assertThat(recursion.eliminate(0.5, 0)).isTrue();
            if (way == 1) {
                double[] gain = new double[21];
                double[] offset = new double[3];
                recursion.readGains(gain, 0, offset, 0);
                recursion.setGains(gain, 0, offset, 0);
            }
            recursion.advance();
            recursion.readValue(values[way], 0);
        }
        assertClose("V", values[1], values[0], 1e-12);
    }

    private static void assemble(RiccatiRecursion recursion, RandomProblem p, int t) {
        recursion.shift(p.model().offset().step(t), 0);
        recursion.assemble(
                p.model().transition().step(t),
                0,
                p.cost().hessian().step(t),
                0,
                p.cost().gradient().step(t),
                0);
    }
}
