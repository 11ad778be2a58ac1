package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TimeVaryingMatrix;

class AugmentedCostTest {
    private final ConstrainedTask task = ConstrainedTask.quadrotor();
    private final int n = task.problem().trajectory().stateSize();
    private final int m = task.problem().trajectory().controlSize();
    private final int horizon = task.problem().trajectory().horizon();
    private final ConstraintValues values = new ConstraintValues(withControls(task.problem()));
    private final AugmentedCost cost =
            new AugmentedCost(task.problem().trajectory().cost(), values, n, m);

    private static ConstrainedProblem withControls(ConstrainedProblem problem) {
        int horizon = problem.trajectory().horizon();
        return problem.withInequality("power", new ControlNorm(0.1), 0, horizon - 1)
                .withEquality(
                        "balance",
                        new LinearConstraint(new double[13], new double[] {1, -1, 1, -1}, new double[] {0.2}),
                        5,
                        5);
    }

    /** Random multipliers and penalties, of which some make an inequality inactive. */
    private void load() {
        RandomGenerator random = new RandomStreams(8).stream("multipliers", 0, 0, 0);
        Multipliers zero = Multipliers.zero(withControls(task.problem()), 1);
        values.load(new Multipliers(zero.terms().stream()
                .map(term -> {
                    double[] lambda = term.value().toArray();
                    for (int i = 0; i < lambda.length; i++) {
                        lambda[i] = 3 * random.nextDouble();
                    }
                    return new Multipliers.Term(
                            term.name(),
                            term.first(),
                            TimeVaryingMatrix.ofVectors(
                                    term.value().steps(), term.value().rows(), lambda),
                            1 + random.nextDouble());
                })
                .toList()));
    }

    private double[] nearTheWindow(RandomGenerator random) {
        double[] x = task.start().clone();
        for (int i = 0; i < n; i++) {
            x[i] += 0.3 * random.nextGaussian();
        }
        x[0] += 2;
        return x;
    }

    /** Differences of the value, which know nothing of multipliers. */
    @Test
    void expansionsEqualDifferencesWhereTheActiveSetStays() {
        load();
        RandomGenerator random = new RandomStreams(9).stream("points", 0, 0, 0);
        Cost plain = new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return cost.running(state, control, t);
            }

            @Override
            public double terminal(double[] state) {
                return cost.terminal(state);
            }
        };
        for (int point = 0; point < 20; point++) {
            double[] x = nearTheWindow(random);
            double[] u = {random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble()};
            StageExpansion exact = new StageExpansion(n, m);
            StageExpansion differences = new StageExpansion(n, m);
            cost.expandRunning(x, u, 5, 2, exact);
            plain.expandRunning(x, u, 5, 2, differences);
            assertSame(exact, differences);
            exact.clear();
            differences.clear();
            cost.expandTerminal(x, 2, exact);
            plain.expandTerminal(x, 2, differences);
            assertSame(exact, differences);
        }
    }

    private void assertSame(StageExpansion exact, StageExpansion differences) {
        assertThat(exact.value()).isCloseTo(differences.value(), within(1e-12 * (1 + Math.abs(exact.value()))));
        for (int i = 0; i < n + m; i++) {
            assertThat(exact.gradient(i)).isCloseTo(differences.gradient(i), within(1e-5));
            for (int j = 0; j < n + m; j++) {
                assertThat(exact.hessian(i, j)).isCloseTo(differences.hessian(i, j), within(1e-4));
            }
        }
    }

    @Test
    void nothingIsAllocatedAfterWarmUp() {
        load();
        StageExpansion into = new StageExpansion(n, m);
        double[] u = {1, 1, 1, 1};
        double[] x = nearTheWindow(new RandomStreams(2).stream("points", 0, 0, 0));
        Runnable work = () -> {
            for (int t = 0; t < horizon; t++) {
                cost.running(x, u, t);
                cost.expandRunning(x, u, t, 1, into);
            }
            cost.terminal(x);
            cost.expandTerminal(x, 1, into);
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 6; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}
