package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;
import org.waymark.lqr.ilqr.problems.CartPole;
import org.waymark.lqr.ilqr.problems.DiagonalCost;
import org.waymark.lqr.ilqr.problems.LinearQuadratic;

class RecedingHorizonTest {
    private static final int HORIZON = 30;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void holdsThePoleUprightWithOneIterationAStepAndWrongMasses() {
        Cost cost = new DiagonalCost(
                new double[] {0, Math.PI, 0, 0}, new double[] {1, 10, 0.1, 0.1}, new double[] {0.01}, new double[] {
                    10, 100, 10, 10
                });
        TrajectoryProblem problem =
                new TrajectoryProblem(new CartPole(0.05, HORIZON), cost, ControlLimits.symmetric(5), HORIZON);
        IterativeLqr solver = new IterativeLqr(problem, IlqrOptions.defaults().withCurvature(Curvature.SECOND_ORDER));
        Model plant = new CartPole(0.05, 1, 1.1, 0.18);
        double[] x = {0, Math.PI - 0.15, 0, 0};
        double[] next = new double[4];
        double[] u = new double[1];
        solver.begin(x, TimeVaryingMatrix.zeros(HORIZON, 1, 1));
        solver.iterate(20);
        for (int t = 0; t < 100; t++) {
            solver.control(0, u);
            plant.next(x, u, 0, next);
            System.arraycopy(next, 0, x, 0, 4);
            solver.shift(x);
            solver.iterate(1);
            assertThat(u[0]).isBetween(-5.0, 5.0);
        }
        assertThat(Math.abs(x[1] - Math.PI)).isLessThan(0.02);
    }

    @Test
    void shiftingAnOptimalTrajectoryAlongItselfChangesNothingButItsEnd() {
        BenchmarkProblem benchmark = BenchmarkProblem.PENDULUM;
        IterativeLqr solver = new IterativeLqr(benchmark.problem(), IlqrOptions.defaults());
        solver.begin(benchmark.initialState(), benchmark.guess());
        assertThat(solver.iterate(500)).isEqualTo(Termination.GRADIENT);
        double[][] states = new double[101][2];
        double[][] controls = new double[100][1];
        for (int t = 0; t < 100; t++) {
            solver.control(t, controls[t]);
            solver.state(t, states[t]);
        }
        solver.shift(states[1]);
        double[] x = new double[2];
        double[] u = new double[1];
        for (int t = 0; t < 98; t++) {
            solver.state(t, x);
            solver.control(t, u);
            assertThat(x).containsExactly(states[t + 1]);
            assertThat(u).containsExactly(controls[t + 1]);
            solver.control(t, x, u);
            assertThat(u).containsExactly(controls[t + 1]);
        }
        assertThat(solver.iterations()).isZero();
    }

    /** After warm-up, neither iterations nor steps of the horizon allocate: in one of many windows, because code that is not compiled yet may. */
    @ParameterizedTest
    @EnumSource
    void allocatesNothing(BenchmarkProblem benchmark) {
        for (Curvature curvature : Curvature.values()) {
            IterativeLqr solver =
                    new IterativeLqr(benchmark.problem(), IlqrOptions.defaults().withCurvature(curvature));
            requireNoAllocation(solver, benchmark.initialState(), benchmark.guess());
        }
    }

    @Test
    void allocatesNothingWithManyStates() {
        LinearQuadratic lq = new LinearQuadratic(8, 3, 20, new java.util.Random(1));
        IterativeLqr solver = new IterativeLqr(TrajectoryProblem.unlimited(lq, lq, 20), IlqrOptions.defaults());
        requireNoAllocation(solver, new double[8], TimeVaryingMatrix.zeros(20, 3, 1));
    }

    private static void requireNoAllocation(IterativeLqr solver, double[] start, TimeVaryingMatrix guess) {
        double[] x = new double[start.length];
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 3000 && least > 0; window++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            solver.begin(start, guess);
            for (int i = 0; i < 10; i++) {
                solver.iterate(3);
                solver.state(1, x);
                solver.shift(x);
            }
            long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            least = Math.min(least, after - before);
        }
        assertThat(least).isZero();
    }
}
