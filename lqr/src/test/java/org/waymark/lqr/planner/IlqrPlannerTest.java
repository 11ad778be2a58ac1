package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.Model;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.FiniteDifferenceModel;
import org.waymark.lqr.derivative.FiniteDifferenceOptions;
import org.waymark.lqr.ilqr.Curvature;
import org.waymark.lqr.ilqr.IlqrOptions;
import org.waymark.lqr.ilqr.Termination;

class IlqrPlannerTest {
    private static final IlqrPlannerOptions OPTIONS = IlqrPlannerOptions.defaults();

    /** x' = x + u + t·drift; not a number from {@code brokenAt} on. */
    private static DifferentiableModel drifting(double drift, int brokenAt) {
        return new DifferentiableModel() {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                next[0] = t >= brokenAt ? Double.NaN : x[0] + u[0] + t * drift;
            }

            @Override
            public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
                Arrays.fill(jacobian, 1);
            }
        };
    }

    private static TrajectoryProblem linear(int horizon) {
        DifferentiableModel model = new DifferentiableModel() {
            @Override
            public int stateSize() {
                return 2;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                LinearTask.model().next(x, u, t, next);
            }

            @Override
            public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
                double h = LinearTask.STEP;
                System.arraycopy(new double[] {1, h, 0, 0, 1, h}, 0, jacobian, 0, 6);
            }
        };
        return TrajectoryProblem.unlimited(model, LinearTask.cost(), horizon);
    }

    @Test
    void findsTheOptimumOfALinearQuadraticTask() {
        IlqrPlanner planner = new IlqrPlanner(linear(10), OPTIONS);
        planner.plan(LinearTask.START, 0, new double[1]);
        // the derivatives of the cost are central differences, exact for a quadratic but for rounding
        assertThat(planner.lastPlan().cost()).isCloseTo(LinearTask.optimum(10), within(1e-9));
    }

    @Test
    void modelAndCostAreToldTheAbsoluteTime() {
        // the state has to follow t², against a drift of t·0.1: both known only to those who know the time
        Cost cost = new Cost() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return 0.5 * Math.pow(x[0] - 0.01 * t * t, 2);
            }
        };
        int horizon = 6;
        TrajectoryProblem problem = TrajectoryProblem.unlimited(drifting(0.1, Integer.MAX_VALUE), cost, horizon);
        IlqrPlanner planner = new IlqrPlanner(problem, OPTIONS);
        double[] u = new double[1];
        double[] x = {0.01 * 7 * 7};
        for (int t : new int[] {7, 8, 11}) {
            x[0] = 0.01 * t * t;
            planner.plan(x, t, u);
            assertThat(u[0]).isCloseTo(0.01 * (2 * t + 1) - 0.1 * t, within(1e-6));
            assertThat(planner.lastPlan().start()).isEqualTo(t);
        }
    }

    @Test
    void derivativesOfAWholePlanAreToldTheAbsoluteTimeToo() {
        // x' = x + (1 + t)u has to reach 1: the least-norm u_t ∝ 1 + t, which only the Jacobians at the right t give
        Model growing = new Model() {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                next[0] = x[0] + (1 + t) * u[0];
            }
        };
        Cost cost = new Cost() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return 0.5 * u[0] * u[0];
            }

            @Override
            public double terminal(double[] x) {
                return 0.5 * (x[0] - 1) * (x[0] - 1);
            }
        };
        double[] u = new double[1];
        try (FiniteDifferenceModel model =
                FiniteDifferenceModel.inParallel(() -> growing, 2, FiniteDifferenceOptions.defaults())) {
            IlqrPlanner planner = new IlqrPlanner(TrajectoryProblem.unlimited(model, cost, 3), OPTIONS);
            planner.plan(new double[1], 4, u);
            // u_t = (1+t)(1 − x_T), x_T = (1 − x_T)·(5² + 6² + 7²)
            assertThat(planner.lastPlan().controls().toArray())
                    .containsExactly(new double[] {5 / 111.0, 6 / 111.0, 7 / 111.0}, within(1e-8));
        }
    }

    @Test
    void shiftingKeepsThePlanWhenThePlantObeys() {
        TrajectoryProblem problem = SwingUp.problem(10, 50);
        IlqrPlanner planner = new IlqrPlanner(problem, OPTIONS.withFirstIterations(300));
        double[] u = new double[1];
        planner.plan(SwingUp.start(0), 0, u);
        Plan first = planner.lastPlan();
        for (int steps : new int[] {1, 3}) {
            IlqrPlanner warm =
                    new IlqrPlanner(problem, OPTIONS.withFirstIterations(300).withIterations(1));
            warm.plan(SwingUp.start(0), 0, u);
            warm.plan(first.states().step(steps), steps, u);
            assertThat(warm.iterations()).isLessThanOrEqualTo(1);
            IlqrPlanner cold = new IlqrPlanner(problem, OPTIONS.withFirstIterations(1));
            cold.plan(first.states().step(steps), steps, u);
            assertThat(warm.lastPlan().cost()).isLessThan(0.5 * cold.lastPlan().cost());
        }
    }

    @Test
    void controlsAreCorrectedByFeedbackWithinTheLimits() {
        TrajectoryProblem problem = SwingUp.problem(10, 50);
        IlqrPlanner planner = new IlqrPlanner(problem, OPTIONS);
        double[] u = new double[1];
        assertThatThrownBy(() -> planner.control(SwingUp.start(0), 0, u)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(planner::lastPlan).isInstanceOf(IllegalStateException.class);
        // upright and almost still, where controls are far from the limits
        planner.plan(new double[] {0, Math.PI + 0.01, 0, 0}, 4, u);
        Plan plan = planner.lastPlan();
        assertThat(u[0]).isEqualTo(plan.controls().get(0, 0));
        double[] x = plan.states().step(3);
        planner.control(x, 7, u);
        assertThat(u[0]).isEqualTo(plan.controls().get(3, 0));
        x[1] += 0.01;
        planner.control(x, 7, u);
        // beyond π the pole leans to the side of negative p: the cart has to be pushed after it
        assertThat(u[0]).isLessThan(plan.controls().get(3, 0) - 0.05);
        x[1] += 100;
        planner.control(x, 7, u);
        assertThat(Math.abs(u[0])).isEqualTo(10);
        assertThatThrownBy(() -> planner.control(x, 54, u))
                .hasMessage("t: expected within the last plan, 4…53, found 54");
        assertThatThrownBy(() -> planner.plan(x, 3, u)).hasMessageContaining("reset()");
    }

    @Test
    void theNumberOfIterationsIsBounded() {
        IlqrPlanner planner = new IlqrPlanner(
                SwingUp.problem(10, 75), OPTIONS.withFirstIterations(7).withIterations(2));
        double[] u = new double[1];
        planner.plan(SwingUp.start(0), 0, u);
        assertThat(planner.iterations()).isEqualTo(7);
        assertThat(planner.termination()).isEqualTo(Termination.ITERATION_LIMIT);
        planner.plan(SwingUp.start(0), 1, u);
        assertThat(planner.iterations()).isEqualTo(2);
        planner.reset();
        planner.plan(SwingUp.start(0), 0, u);
        assertThat(planner.iterations()).isEqualTo(7);
    }

    @Test
    void aPlanWithoutALastOneBeginsAtRest() {
        // the cost is flat, so that nothing moves away from where it begins
        TrajectoryProblem problem =
                new TrajectoryProblem(drifting(0, Integer.MAX_VALUE), (x, u, t) -> 0, ControlLimits.symmetric(1), 3);
        double[] u = new double[1];
        new IlqrPlanner(problem, OPTIONS.withRest(0.4)).plan(new double[1], 0, u);
        assertThat(u[0]).isEqualTo(0.4);
        new IlqrPlanner(problem, OPTIONS.withRest(4)).plan(new double[1], 0, u);
        assertThat(u[0]).isEqualTo(1);
    }

    @Test
    void optionsOfTheSolverReachIt() {
        IlqrOptions curved = IlqrOptions.defaults().withCurvature(Curvature.SECOND_ORDER);
        assertThatThrownBy(() -> new IlqrPlanner(SwingUp.problem(1, 5), OPTIONS.withIlqr(curved)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SECOND_ORDER");
    }

    @Test
    void aModelThatBreaksIsNamedWithItsTime() {
        Cost cost = (x, u, t) -> x[0] * x[0];
        IlqrPlanner planner = new IlqrPlanner(TrajectoryProblem.unlimited(drifting(0, 12), cost, 5), OPTIONS);
        double[] u = new double[1];
        planner.plan(new double[] {1}, 6, u);
        planner.plan(new double[] {1}, 7, u);
        assertThatThrownBy(() -> planner.plan(new double[] {1}, 8, u))
                .isInstanceOfSatisfying(
                        NonFiniteException.class, e -> assertThat(e.t()).isEqualTo(12));
        assertThatThrownBy(planner::lastPlan).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> planner.plan(new double[] {Double.NaN}, 8, u))
                .isInstanceOfSatisfying(
                        NonFiniteException.class, e -> assertThat(e.t()).isEqualTo(8));
    }

    @Test
    void allocatesNothingAfterWarmUp() {
        IlqrPlanner planner = new IlqrPlanner(SwingUp.problem(10, 50), OPTIONS.withIterations(2));
        CartPole plant = SwingUp.plant(0);
        double[] x = SwingUp.start(0);
        double[] next = new double[4];
        double[] u = new double[1];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        int t = 0;
        // the virtual machine itself may allocate on this thread once in a while; the planner would each time
        for (int attempt = 0; attempt < 12; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 25; i++, t++) {
                planner.plan(x, t, u);
                planner.control(x, t, u);
                plant.next(x, u, t, next);
                System.arraycopy(next, 0, x, 0, 4);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}
