package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

/** What every sampling planner has to keep to. */
class SamplingPlannerTest {
    private static final SamplingOptions FEW =
            SamplingOptions.defaults().withSamples(100).withBatch(16);

    enum Kind {
        RANDOM_SHOOTING {
            @Override
            SamplingPlanner on(SamplingProblem problem, SamplingOptions sampling, long seed) {
                return new RandomShooting(problem, sampling, new RandomStreams(seed));
            }
        },
        CROSS_ENTROPY {
            @Override
            SamplingPlanner on(SamplingProblem problem, SamplingOptions sampling, long seed) {
                CrossEntropyOptions options =
                        new CrossEntropyOptions(sampling, Math.max(1, sampling.samples() / 10), 3, 0.1);
                return new CrossEntropyMethod(problem, options, new RandomStreams(seed));
            }
        },
        MPPI {
            @Override
            SamplingPlanner on(SamplingProblem problem, SamplingOptions sampling, long seed) {
                return new Mppi(
                        problem,
                        MppiOptions.defaults()
                                .withSampling(sampling)
                                .withTemperature(0.1)
                                .withCorrelation(0.3),
                        new RandomStreams(seed));
            }
        };

        abstract SamplingPlanner on(SamplingProblem problem, SamplingOptions sampling, long seed);
    }

    /** Three plans from a moving start, all their numbers in one array. */
    private static List<Double> numbers(Planner planner) {
        List<Double> numbers = new ArrayList<>();
        double[] control = new double[planner.controlSize()];
        for (int t = 0; t < 6; t += 2) {
            planner.plan(new double[] {1 - 0.1 * t, 0.2}, t, control);
            Plan plan = planner.lastPlan();
            for (double u : plan.controls().toArray()) {
                numbers.add(u);
            }
            for (double x : plan.states().toArray()) {
                numbers.add(x);
            }
            numbers.add(plan.cost());
        }
        return numbers;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anyNumberOfThreadsGivesTheSameBits(Kind kind) {
        SamplingProblem problem = LinearTask.problem(ControlLimits.symmetric(2), 7);
        List<Double> one = numbers(kind.on(problem, FEW, 5));
        assertThat(numbers(kind.on(problem, FEW.withThreads(2), 5))).isEqualTo(one);
        assertThat(numbers(kind.on(problem, FEW.withThreads(4), 5))).isEqualTo(one);
        assertThat(numbers(kind.on(problem, FEW, 6))).isNotEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void resetBeginsAnewWithTheSameBits(Kind kind) {
        SamplingPlanner planner = kind.on(LinearTask.problem(ControlLimits.symmetric(2), 7), FEW, 5);
        List<Double> first = numbers(planner);
        planner.reset();
        assertThatThrownBy(planner::lastPlan).isInstanceOf(IllegalStateException.class);
        assertThat(numbers(planner)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void batchesAreAsLargeAsAsked(Kind kind) {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        BatchModel inner = ControlTask.standingStill(1);
        BatchModel counting = new BatchModel() {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
                sizes.add(batch);
                inner.next(states, controls, batch, t, nextStates);
            }
        };
        SamplingProblem problem =
                SamplingProblem.of(() -> counting, (x, u, t) -> u[0] * u[0], ControlLimits.symmetric(1), 1, 1);
        kind.on(problem, SamplingOptions.defaults().withSamples(40).withBatch(16), 1)
                .plan(new double[1], 0, new double[1]);
        assertThat(sizes.subList(0, 3)).containsExactly(16, 16, 8);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingLeavesTheLimits(Kind kind) {
        ControlLimits limits = new ControlLimits(new double[] {-0.3, 0.1}, new double[] {0.7, 0.2});
        AtomicInteger outside = new AtomicInteger();
        // the least cost lies far outside
        Cost cost = (x, u, t) -> {
            boolean within = u[0] >= -0.3 && u[0] <= 0.7 && u[1] >= 0.1 && u[1] <= 0.2;
            outside.addAndGet(within ? 0 : 1);
            return Math.pow(u[0] - 50, 2) + Math.pow(u[1] + 50, 2);
        };
        SamplingPlanner planner = kind.on(ControlTask.problem(cost, limits, 5), FEW.withScale(10, 10), 3);
        double[] control = new double[2];
        for (int t = 0; t < 20; t++) {
            planner.plan(new double[1], t, control);
            assertThat(control[0]).isBetween(-0.3, 0.7);
            assertThat(control[1]).isBetween(0.1, 0.2);
        }
        assertThat(outside).hasValue(0);
        assertThat(control[0]).isGreaterThan(0.6);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPlanBeginsWithWhatIsLeftOfTheLast(Kind kind) {
        AtomicBoolean flat = new AtomicBoolean();
        Cost cost = (x, u, t) -> flat.get() ? 0 : Math.pow(u[0] - (t % 2 == 0 ? 3 : -3), 2);
        int horizon = 6;
        int samples = 20_000;
        // random shooting keeps the first of equally good samples, which is the old plan; the others average noise away
        SamplingPlanner planner = kind.on(
                ControlTask.problem(cost, ControlLimits.symmetric(4), horizon),
                FEW.withSamples(samples).withScale(1).withRest(0.25),
                1);
        double[] control = new double[1];
        planner.plan(new double[1], 10, control);
        double[] before = planner.lastPlan().controls().toArray();
        assertThat(before[0] - before[1]).isGreaterThan(0.5);
        flat.set(true);
        planner.plan(new double[1], 13, control);
        double[] after = planner.lastPlan().controls().toArray();
        // equal weights: five standard errors of the mean of 2000 elites, in three iterations
        double margin = kind == Kind.RANDOM_SHOOTING ? 0 : 5 * Math.sqrt(3.0 / 2000);
        for (int k = 0; k < horizon; k++) {
            double expected = k < 3 ? before[k + 3] : 0.25;
            assertThat(after[k]).isCloseTo(expected, within(margin));
        }
        planner.plan(new double[1], 13 + horizon, control);
        assertThat(control[0]).isCloseTo(0.25, within(margin));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void betweenPlansTheLastIsFollowed(Kind kind) {
        SamplingPlanner planner = kind.on(LinearTask.problem(ControlLimits.symmetric(2), 4), FEW, 1);
        double[] control = new double[1];
        assertThatThrownBy(() -> planner.control(LinearTask.START, 0, control))
                .isInstanceOf(IllegalStateException.class);
        planner.plan(LinearTask.START, 7, control);
        for (int k = 0; k < 4; k++) {
            planner.control(LinearTask.START, 7 + k, control);
            assertThat(control[0]).isEqualTo(planner.lastPlan().controls().get(k, 0));
        }
        assertThatThrownBy(() -> planner.control(LinearTask.START, 11, control))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("t: expected within the last plan, 7…10, found 11");
        assertThatThrownBy(() -> planner.plan(LinearTask.START, 6, control))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reset()");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void thePlanIsConsistentWithItself(Kind kind) {
        SamplingPlanner planner = kind.on(LinearTask.problem(ControlLimits.symmetric(2), 9), FEW, 1);
        double[] control = new double[1];
        planner.plan(LinearTask.START, 3, control);
        Plan plan = planner.lastPlan();
        double[] x = LinearTask.START.clone();
        double[] u = new double[1];
        double[] next = new double[2];
        double cost = 0;
        for (int k = 0; k < 9; k++) {
            assertThat(plan.states().step(k)).containsExactly(x);
            plan.controls().read(k, u);
            cost += LinearTask.cost().running(x, u, 3 + k);
            LinearTask.model().next(x, u, 3 + k, next);
            System.arraycopy(next, 0, x, 0, 2);
        }
        assertThat(plan.states().step(9)).containsExactly(x);
        assertThat(plan.cost()).isEqualTo(cost + LinearTask.cost().terminal(x));
        assertThat(plan.start()).isEqualTo(3);
        assertThat(plan.controls().get(0, 0)).isEqualTo(control[0]);
        assertThat(planner.statistics().bestCost())
                .isLessThanOrEqualTo(planner.statistics().meanCost());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void allocatesNothingAfterWarmUp(Kind kind) {
        SamplingPlanner planner = kind.on(LinearTask.problem(ControlLimits.symmetric(2), 10), FEW, 1);
        double[] control = new double[1];
        int t = 0;
        for (; t < 300; t++) {
            planner.plan(LinearTask.START, t, control);
            planner.control(LinearTask.START, t, control);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // the virtual machine itself may allocate on this thread once in a while; the planner would each time
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++, t++) {
                planner.plan(LinearTask.START, t, control);
                planner.control(LinearTask.START, t, control);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    /** Stands still until time step {@code from}, then writes NaN if the control is above {@code above}. */
    private static SamplingProblem breaking(int from, double above, int horizon) {
        BatchModel model = new BatchModel() {
            @Override
            public int stateSize() {
                return 2;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
                for (int i = 0; i < 2 * batch; i++) {
                    if (!Double.isFinite(states[i])) {
                        throw new AssertionError("asked to go on from " + states[i]);
                    }
                }
                System.arraycopy(states, 0, nextStates, 0, 2 * batch);
                for (int i = 0; i < batch; i++) {
                    if (t >= from && controls[i] > above) {
                        nextStates[2 * i + 1] = Double.NaN;
                    }
                }
            }
        };
        // does not look at the state that breaks
        return SamplingProblem.of(() -> model, (x, u, t) -> -u[0], ControlLimits.symmetric(1), 2, horizon);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void samplesWithoutAFiniteStateAreNotChosen(Kind kind) {
        SamplingPlanner planner = kind.on(breaking(0, 0.6, 1), FEW, 1);
        double[] control = new double[1];
        planner.plan(new double[2], 0, control);
        assertThat(planner.statistics().lost()).isBetween(1, 99);
        assertThat(control[0]).isBetween(0.0, 0.6);
        assertThat(planner.lastPlan().cost()).isFinite();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void ifAllAreLostTheTimeStepIsNamed(Kind kind) {
        int horizon = 12;
        for (int broken : new int[] {40, 45, 40 + horizon - 1}) {
            SamplingPlanner planner = kind.on(breaking(broken, -2, horizon), FEW.withThreads(2), 1);
            assertThatThrownBy(() -> planner.plan(new double[2], 40, new double[1]))
                    .isInstanceOfSatisfying(NonFiniteException.class, e -> {
                        assertThat(e.t()).isEqualTo(broken + 1);
                        assertThat(e.index()).isEqualTo(1);
                        assertThat(e.quantity()).contains("predicted state");
                    });
        }
        for (int broken : new int[] {0, 5, horizon - 1}) {
            Cost cost = (x, u, t) -> t == broken ? Double.NaN : 0;
            SamplingPlanner planner = kind.on(ControlTask.problem(cost, ControlLimits.symmetric(1), horizon), FEW, 1);
            assertThatThrownBy(() -> planner.plan(new double[1], 0, new double[1]))
                    .isInstanceOfSatisfying(NonFiniteException.class, e -> {
                        assertThat(e.t()).isEqualTo(broken);
                        assertThat(e.quantity()).contains("cost");
                    });
        }
    }

    @Test
    void aMeanThatGoesAstrayGivesWayToTheBestSample() {
        // two valleys, and between them, where the mean is, no number
        Cost cost = (x, u, t) -> Math.abs(u[0]) < 0.5 ? Double.NaN : 0;
        SamplingPlanner planner =
                Kind.MPPI.on(ControlTask.problem(cost, ControlLimits.symmetric(1), 1), FEW.withSamples(1000), 1);
        double[] control = new double[1];
        planner.plan(new double[1], 0, control);
        assertThat(Math.abs(control[0])).isGreaterThanOrEqualTo(0.5);
        assertThat(planner.lastPlan().cost()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutLimitsAScaleIsDemanded(Kind kind) {
        Cost cost = (x, u, t) -> u[0] * u[0] + u[1] * u[1];
        double infinity = Double.POSITIVE_INFINITY;
        ControlLimits half = new ControlLimits(new double[] {-1, 0}, new double[] {1, infinity});
        assertThatThrownBy(() -> kind.on(ControlTask.problem(cost, half, 1), FEW, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale: expected one for each control, because control 1 is limited to [0.0, Infinity]"
                        + " only, which does not say how far to search; found none (withScale(…) gives it)");
        assertThatThrownBy(() -> kind.on(ControlTask.problem(cost, half, 1), FEW.withScale(1), 1))
                .hasMessage("scale: expected 2 numbers, found 1");
        SamplingPlanner planner = kind.on(ControlTask.problem(cost, half, 1), FEW.withScale(1, 2), 1);
        double[] control = new double[2];
        planner.plan(new double[1], 0, control);
        assertThat(control[1]).isGreaterThanOrEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void wrongShapesAndStatesAreNamed(Kind kind) {
        SamplingProblem problem = LinearTask.problem(ControlLimits.symmetric(2), 4);
        SamplingPlanner planner = kind.on(problem, FEW, 1);
        assertThatThrownBy(() -> planner.plan(new double[3], 0, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state: expected 2 numbers, found 3");
        assertThatThrownBy(() -> planner.plan(new double[2], 0, new double[2]))
                .hasMessage("control: expected 1 numbers, found 2");
        assertThatThrownBy(() -> planner.plan(new double[2], -1, new double[1]))
                .hasMessage("t: expected ≥ 0, found -1");
        assertThatThrownBy(() -> planner.plan(new double[] {0, Double.NaN}, 9, new double[1]))
                .isInstanceOfSatisfying(
                        NonFiniteException.class, e -> assertThat(e.t()).isEqualTo(9));
        assertThatThrownBy(() -> kind.on(problem, FEW.withRest(0, 0), 1))
                .hasMessage("rest: expected 1 numbers, found 2");
        assertThatThrownBy(() -> kind.on(LinearTask.problem(ControlLimits.symmetric(2), 0), FEW, 1))
                .hasMessageContaining("horizon");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatAModelThrowsOnAnotherThreadArrives(Kind kind) {
        AtomicInteger made = new AtomicInteger();
        SamplingProblem problem = new SamplingProblem(
                () -> made.getAndIncrement() == 0 ? slow() : failing(),
                () -> BatchCost.of((x, u, t) -> 0, 1, 1),
                ControlLimits.symmetric(1),
                1);
        SamplingPlanner planner = kind.on(problem, FEW.withBatch(1).withThreads(2), 1);
        assertThat(made).hasValue(2);
        assertThatThrownBy(() -> planner.plan(new double[1], 0, new double[1]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("broken model");
    }

    private static BatchModel failing() {
        return throwing(new UnsupportedOperationException("broken model"));
    }

    /** Leaves work for the other thread. */
    private static BatchModel slow() {
        return throwing(null);
    }

    private static BatchModel throwing(RuntimeException failure) {
        return new BatchModel() {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
                if (failure != null) {
                    throw failure;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                System.arraycopy(states, 0, nextStates, 0, batch);
            }
        };
    }

    @Test
    void optionsSayWhatIsWrong() {
        SamplingOptions options = SamplingOptions.defaults();
        assertThatThrownBy(() -> options.withSamples(0)).hasMessage("samples: expected ≥ 1, found 0");
        assertThatThrownBy(() -> options.withBatch(0)).hasMessage("batch: expected ≥ 1, found 0");
        assertThatThrownBy(() -> options.withThreads(0)).hasMessage("threads: expected ≥ 1, found 0");
        assertThatThrownBy(() -> options.withScale(1, 0))
                .hasMessage("scale[1]: expected a finite number > 0, found 0.0");
        assertThatThrownBy(() -> options.withRest(Double.NaN)).hasMessageContaining("rest[0]");
        MppiOptions mppi = MppiOptions.defaults();
        assertThatThrownBy(() -> mppi.withTemperature(0)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> mppi.withCorrelation(1)).hasMessageContaining("correlation");
        assertThatThrownBy(() -> mppi.withIterations(0)).hasMessageContaining("iterations");
    }
}
