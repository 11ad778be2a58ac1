package org.waymark.lqr.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

class CostTermsTest {
    private static final double[] NONE = {};

    @Test
    void controlCostIsHalfTheWeightedSquare() {
        assertThat(new ControlCost(new double[] {2, 3}).running(NONE, new double[] {5, -1}, 0))
                .isEqualTo(0.5 * (2 * 25 + 3));
        assertThatThrownBy(() -> new ControlCost(new double[] {1}).running(NONE, new double[2], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("control cost: control: expected 1 numbers, found 2");
        assertThatThrownBy(() -> new ControlCost(new double[] {1, -2}))
                .hasMessage("control cost: weights[1]: expected a finite number ≥ 0, found -2.0");
    }

    @Test
    void stateCostMultipliesItsInnerWeightsByTheRamp() {
        Penalty penalty = new Penalty(1, 1, 0.5, Penalty.Kind.SMOOTH_L1);
        Cost cost = new StateCost(
                new int[] {1}, new double[] {2}, new double[] {10}, penalty, TimeWeights.of(Ramp.CONSTANT, 4, 3));
        double[] x = {0, 11};
        // At the last step w = 6, once in the quadratic and squared under the root.
        assertThat(cost.running(x, NONE, 3)).isCloseTo(0.5 * 6 + Math.sqrt(0.5 + 36), within(1e-14));
        assertThat(cost.running(x, NONE, 0)).isCloseTo(0.5 * 2 + Math.sqrt(0.5 + 4), within(1e-14));
        assertThat(cost.terminal(x)).isZero();
    }

    @Test
    void theFinalStateCostsTheWeightedPenaltyWithoutARamp() {
        TimeWeights ramp = TimeWeights.of(Ramp.FINAL_ONLY, 4, 100);
        Cost state = new StateCost(new int[] {1}, new double[] {2}, new double[] {10}, Penalty.squared(), ramp)
                .atFinalState(0.5);
        Cost point = new PointCost(
                        new StatePoints(2, new int[] {1}), new double[] {10}, new double[] {2}, Penalty.squared(), ramp)
                .atFinalState(0.5);
        double[] x = {0, 13};
        assertThat(state.terminal(x)).isEqualTo(0.5 * 9);
        assertThat(point.terminal(x)).isEqualTo(0.5 * 9);
        assertThat(state.running(x, NONE, 0)).isZero();
        assertThat(point.running(x, NONE, 3)).isEqualTo(900);
    }

    @Test
    void aPointCostThatIsOffKeepsTheConstantOfItsLogarithm() {
        Penalty log = new Penalty(1, 0, 1e-5, Penalty.Kind.LOG);
        Cost cost = new PointCost(
                new StatePoints(1, new int[] {0}),
                new double[] {0},
                new double[] {1},
                log,
                TimeWeights.of(Ramp.FINAL_ONLY, 100, 10));
        double[] x = {0.3};
        double before = IntStream.range(0, 99)
                .mapToDouble(t -> cost.running(x, NONE, t))
                .sum();
        // 99 · ½ log 1e-5
        assertThat(before).isCloseTo(-569.89, within(5e-3));
        StageExpansion stage = new StageExpansion(1, 0);
        cost.expandRunning(x, NONE, 0, 1, stage);
        assertThat(stage.value()).isEqualTo(cost.running(x, NONE, 0));
        assertThat(stage.gradient(0)).isZero();
        assertThat(stage.hessian(0, 0)).isZero();
    }

    @Test
    void aPointCostOnEntriesOfTheStateIsAStateCost() {
        int[] indices = {2, 0};
        double[] weights = {0.7, 1.1};
        double[] target = {0.2, -0.4};
        Penalty penalty = new Penalty(0.3, 1.7, 0.01, Penalty.Kind.LOG);
        TimeWeights ramp = TimeWeights.of(Ramp.LINEAR, 5, 2);
        Cost state = new StateCost(indices, weights, target, penalty, ramp);
        Cost points = new PointCost(new StatePoints(3, indices), target, weights, penalty, ramp);
        double[] x = {0.1, 0.2, 0.3};
        for (int t = 0; t < 5; t++) {
            StageExpansion a = new StageExpansion(3, 0);
            StageExpansion b = new StageExpansion(3, 0);
            state.expandRunning(x, NONE, t, 1, a);
            points.expandRunning(x, NONE, t, 1, b);
            assertThat(a.value()).isEqualTo(b.value());
            for (int i = 0; i < 3; i++) {
                assertThat(a.gradient(i)).isEqualTo(b.gradient(i));
                for (int j = 0; j < 3; j++) {
                    assertThat(a.hessian(i, j)).isEqualTo(b.hessian(i, j));
                }
            }
        }
    }

    @Test
    void fullTurnsOfAnAngleCostNothing() {
        double[] target = {0.2, 3};
        StateCost plain = new StateCost(
                new int[] {0, 1}, new double[] {2, 3}, target, Penalty.squared(), TimeWeights.constant(1));
        StateCost turning = plain.withAngles(1).atFinalState(2);
        for (int turns = -2; turns <= 2; turns++) {
            double[] near = {0.5, 3.4};
            double[] turned = {0.5, 3.4 + 2 * Math.PI * turns};
            assertThat(turning.running(turned, NONE, 0)).isCloseTo(plain.running(near, NONE, 0), within(1e-12));
            assertThat(turning.terminal(turned)).isCloseTo(2 * plain.running(near, NONE, 0), within(1e-12));
            StageExpansion a = new StageExpansion(2, 0);
            StageExpansion b = new StageExpansion(2, 0);
            turning.expandRunning(turned, NONE, 0, 1, a);
            plain.expandRunning(near, NONE, 0, 1, b);
            assertThat(a.gradient(1)).isCloseTo(b.gradient(1), within(1e-12));
            assertThat(a.hessian(1, 1)).isEqualTo(b.hessian(1, 1));
        }
        // the other entry is no angle
        assertThat(turning.running(new double[] {0.2 + 2 * Math.PI, 3}, NONE, 0))
                .isCloseTo(4 * Math.PI * Math.PI, within(1e-12));
        assertThatThrownBy(() -> plain.withAngles(2))
                .hasMessage("state cost: angles: expected some of indices [0, 1], found 2");
    }

    @Test
    void wrongShapesAreNamed() {
        TimeWeights ramp = TimeWeights.constant(2);
        assertThatThrownBy(() -> new StateCost(new int[2], new double[1], new double[2], Penalty.squared(), ramp))
                .hasMessage("state cost: weights: expected 2 numbers, found 1");
        assertThatThrownBy(() -> new StateCost(new int[] {1, 1}, new double[2], new double[2], Penalty.squared(), ramp))
                .hasMessage("state cost: indices must differ, found [1, 1]");
        assertThatThrownBy(() -> new StateCost(new int[] {-1}, new double[1], new double[1], Penalty.squared(), ramp))
                .hasMessage("state cost: indices must not be negative, found [-1]");
        assertThatThrownBy(() ->
                        new StateCost(new int[] {0}, new double[1], new double[] {Double.NaN}, Penalty.squared(), ramp))
                .hasMessage("state cost: target[0]: expected a finite number, found NaN");
        Cost far = new StateCost(new int[] {7}, new double[1], new double[1], Penalty.squared(), ramp);
        assertThatThrownBy(() -> far.running(new double[3], NONE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state cost: index 7 is beyond a state of 3 numbers");
        assertThatThrownBy(() -> new StatePoints(3, new int[] {0, 3}))
                .hasMessage("state points: indices[1] must be within 0…2, found 3");
        PointMap points = new StatePoints(3, new int[] {0});
        assertThatThrownBy(() -> new PointCost(points, new double[2], new double[1], Penalty.squared(), ramp))
                .hasMessage("point cost: target: expected 1 numbers, found 2");
        Cost cost = new PointCost(points, new double[1], new double[] {1}, Penalty.squared(), ramp);
        assertThatThrownBy(() -> cost.running(new double[2], NONE, 0))
                .hasMessage("point cost: state: expected 3 numbers, found 2");
        assertThatThrownBy(() -> new SumCost.Term(Double.NaN, cost)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void laterChangesOfTheCallersArraysChangeNothing() {
        int[] indices = {0};
        double[] weights = {1};
        double[] target = {0};
        Cost state = new StateCost(indices, weights, target, Penalty.squared(), TimeWeights.constant(1));
        Cost point =
                new PointCost(new StatePoints(1, indices), target, weights, Penalty.squared(), TimeWeights.constant(1));
        Cost control = new ControlCost(weights);
        indices[0] = 9;
        weights[0] = 9;
        target[0] = 9;
        double[] two = {2};
        assertThat(state.running(two, NONE, 0)).isEqualTo(2);
        assertThat(point.running(two, NONE, 0)).isEqualTo(2);
        assertThat(control.running(NONE, two, 0)).isEqualTo(2);
    }

    @Test
    void sumsAddTheirWeightedTerms() {
        Cost one = (x, u, t) -> 1 + t;
        Cost sum = new SumCost(List.of(new SumCost.Term(2, one), new SumCost.Term(-0.5, one)));
        assertThat(sum.running(NONE, NONE, 1)).isEqualTo(3);
        assertThat(SumCost.of(one, one, one).running(NONE, NONE, 0)).isEqualTo(3);
        assertThat(new SumCost(List.of()).running(NONE, NONE, 0)).isZero();
    }

    @Test
    void severalThreadsGetTheSameNumbers() throws InterruptedException, ExecutionException {
        Cost cost = SumCost.of(
                new StateCost(
                        new int[] {0, 1},
                        new double[] {1, 2},
                        new double[2],
                        new Penalty(1, 1, 0.1, Penalty.Kind.LOG),
                        TimeWeights.constant(1)),
                new PointCost(
                        new TwoLinkPoints(2),
                        new double[4],
                        new double[] {1, 1, 2, 2},
                        new Penalty(1, 1, 0.1, Penalty.Kind.SMOOTH_L1),
                        TimeWeights.constant(1)));
        int count = 2000;
        double[] expected =
                IntStream.range(0, count).mapToDouble(i -> hessianSum(cost, i)).toArray();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<double[]>> results = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                results.add(threads.submit(() -> IntStream.range(0, count)
                        .mapToDouble(i -> hessianSum(cost, i))
                        .toArray()));
            }
            for (Future<double[]> result : results) {
                assertThat(result.get()).containsExactly(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anExpansionAllocatesNothingOnceItsWorkspaceIsThere() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Cost cost = SumCost.of(
                new ControlCost(new double[] {1, 2}),
                new StateCost(
                        new int[] {0, 1},
                        new double[] {1, 2},
                        new double[2],
                        new Penalty(1, 1, 0.1, Penalty.Kind.SMOOTH_L1),
                        TimeWeights.of(Ramp.LINEAR, 5, 2)),
                new PointCost(
                        new TwoLinkPoints(2),
                        new double[4],
                        new double[] {1, 1, 2, 2},
                        new Penalty(1, 1, 0.1, Penalty.Kind.LOG),
                        TimeWeights.of(Ramp.QUADRATIC, 5, 2)));
        double[] x = {0.3, 0.4};
        double[] u = {0.5, 0.6};
        StageExpansion stage = new StageExpansion(2, 2);
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            cost.expandRunning(x, u, i % 5, 1, stage);
            stage.addValue(cost.running(x, u, i % 5));
        }
        long perCall = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
        // The smallest object is 16 bytes; what the virtual machine itself does in this thread stays far below that per
        // call.
        assertThat(perCall).isLessThan(8);
    }

    private static double hessianSum(Cost cost, int i) {
        double[] x = {0.001 * i, Math.sin(i)};
        StageExpansion stage = new StageExpansion(2, 0);
        cost.expandRunning(x, NONE, 0, 1, stage);
        return stage.hessian(0, 0) + 3 * stage.hessian(0, 1) + 7 * stage.hessian(1, 1);
    }
}
