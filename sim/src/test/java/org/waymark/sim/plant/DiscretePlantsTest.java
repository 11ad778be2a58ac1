package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.planner.Planner;
import org.waymark.lqr.planner.RandomShooting;
import org.waymark.lqr.planner.SamplingOptions;
import org.waymark.lqr.planner.SamplingProblem;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.RandomSimulator;

final class DiscretePlantsTest {
    private static List<Double> key(double[] x) {
        return List.of(x[0], x[1]);
    }

    /** 54 squares less 7 walls, all to be reached; the shortest way has 14 steps, as in the book. */
    @Test
    void theMazeIsThatOfTheBook() {
        Plant maze = new DynaMaze();
        Model model = (Model) maze.newSimulator();
        Cost cost = maze.cost().orElseThrow();
        Map<List<Double>, Integer> distance = new HashMap<>();
        Queue<double[]> open = new ArrayDeque<>(List.of(new double[] {2, 0}));
        distance.put(List.of(2.0, 0.0), 0);
        double paid = 0;
        while (!open.isEmpty()) {
            double[] x = open.remove();
            for (int a = 0; a < maze.actions().orElseThrow(); a++) {
                double[] next = new double[2];
                model.next(x, new double[] {a}, 0, next);
                paid += cost.running(x, new double[] {a}, 0);
                if (maze.ended(x)) {
                    assertThat(next).containsExactly(x);
                }
                if (distance.putIfAbsent(key(next), distance.get(key(x)) + 1) == null) {
                    open.add(next);
                }
            }
        }
        assertThat(distance).hasSize(54 - 7);
        assertThat(distance.get(List.of(0.0, 8.0))).isEqualTo(14);
        // the goal has one neighbour, below it, for a wall is on its left
        assertThat(paid).isEqualTo(-1);
    }

    /** The mean cost of two actions that are chosen before anything is seen. */
    private static double openLoop(int first, int second) {
        MathsTest test = new MathsTest();
        RandomSimulator simulator = test.newSimulator();
        RandomGenerator random = new RandomStreams(2).stream("test", 0, 0, 0);
        double[] x = new double[2];
        double sum = 0;
        int count = 400;
        for (int i = 0; i < count; i++) {
            simulator.reset(InitialState.of(), random, x);
            for (int action : new int[] {first, second}) {
                double[] u = {action};
                sum += test.cost().orElseThrow().running(x, u, 0);
                simulator.step(u, x);
            }
            assertThat(test.ended(x)).isTrue();
        }
        return sum / count;
    }

    @Test
    void whoChoosesBothActionsBeforehandDoesBestToDecline() {
        for (int second = 0; second < 10; second++) {
            assertThat(openLoop(0, second)).isZero();
            for (int first = 1; first < 10; first++) {
                // right once in ten times: 0.8, whose standard error is 0.03
                assertThat(openLoop(first, second)).isCloseTo(0.8, within(0.15));
            }
        }
    }

    /** What is known of the test before the question is seen: its stage; an answer costs what it costs on the average of all questions. */
    private static final class Beforehand implements Model {
        private final MathsTest test = new MathsTest();

        double cost(double[] x, double[] u, int t) {
            double sum = 0;
            for (int question = 0; question < 10; question++) {
                sum += test.cost().orElseThrow().running(new double[] {x[0], question}, u, t);
            }
            return sum / 10;
        }

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
            next[0] = x[0] == 0 && Math.rint(u[0]) > 0 ? 1 : 2;
        }
    }

    /** A plan is a sequence of actions, also for one who will make another plan at the next step: it does not pay to see the question. */
    @Test
    void aPlannerOfSequencesDeclines() {
        Beforehand model = new Beforehand();
        Planner planner = new RandomShooting(
                SamplingProblem.of(
                        () -> BatchModel.of(model),
                        model::cost,
                        new MathsTest().spec().controlLimits(),
                        1,
                        2),
                SamplingOptions.defaults().withSamples(500),
                new RandomStreams(1));
        double[] control = new double[1];
        planner.plan(new double[] {0}, 0, control);
        assertThat(Math.rint(control[0])).isZero();
    }

    @Test
    void whoLooksInBetweenDoesBestToAccept() {
        MathsTest test = new MathsTest();
        RandomSimulator simulator = test.newSimulator();
        RandomGenerator random = new RandomStreams(3).stream("test", 0, 0, 0);
        double[] x = new double[2];
        for (int i = 0; i < 50; i++) {
            simulator.reset(InitialState.of(), random, x);
            assertThat(x).containsExactly(0, -1);
            simulator.step(new double[] {1}, x);
            assertThat(test.cost().orElseThrow().running(x, new double[] {x[1]}, 1))
                    .isEqualTo(-1);
        }
    }
}
