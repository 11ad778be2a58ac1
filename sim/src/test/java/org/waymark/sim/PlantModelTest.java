package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.cost.ControlCost;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.PointCost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.lqr.cost.StateCost;
import org.waymark.lqr.cost.SumCost;
import org.waymark.lqr.cost.TimeWeights;
import org.waymark.lqr.derivative.FiniteDifferenceOptions;
import org.waymark.lqr.ilqr.Curvature;
import org.waymark.lqr.ilqr.IlqrOptions;
import org.waymark.lqr.ilqr.IlqrResult;
import org.waymark.lqr.ilqr.IterativeLqr;
import org.waymark.sim.plant.CartPole;
import org.waymark.sim.plant.Pendulum;
import org.waymark.sim.plant.Plants;
import org.waymark.sim.plant.SevenJointArm;
import org.waymark.sim.plant.TwoLinkArm;

/** Trajectory optimisation on simulators, with the costs of guided policy search; its controllers drive the simulators. */
class PlantModelTest {
    private static final int HORIZON = 100;
    private static final int MOST_ITERATIONS = 120;
    private static final FiniteDifferenceOptions FIRST_ORDER = FiniteDifferenceOptions.defaults();
    private static final FiniteDifferenceOptions SECOND_ORDER = FIRST_ORDER.withCurvature(true);

    private static Cost cost(double[] q, double[] target, double finalFactor, double... r) {
        int[] all = new int[q.length];
        Arrays.setAll(all, i -> i);
        Cost state = new StateCost(all, q, target, Penalty.squared(), TimeWeights.constant(HORIZON))
                .atFinalState(finalFactor);
        return SumCost.of(state, new ControlCost(r));
    }

    private static final Cost SWING_UP = cost(new double[] {0.1, 0.01}, new double[] {Math.PI, 0}, 1000, 0.01);
    private static final Cost CART_POLE_SWING_UP =
            cost(new double[] {0.01, 0.01, 0.01, 0.01}, new double[] {0, Math.PI, 0, 0}, 10_000, 0.1);

    private static IlqrResult solve(
            Plant plant, Cost cost, FiniteDifferenceOptions differences, double[] start, double guess) {
        try (PlantModel model = new PlantModel(plant, 2, differences)) {
            IlqrOptions options = IlqrOptions.defaults()
                    .withMaxIterations(MOST_ITERATIONS)
                    .withCurvature(differences.curvature() ? Curvature.SECOND_ORDER : Curvature.GAUSS_NEWTON);
            double[] controls = new double[HORIZON * model.controlSize()];
            Arrays.fill(controls, guess);
            return new IterativeLqr(
                            new TrajectoryProblem(model, cost, plant.spec().controlLimits(), HORIZON), options)
                    .solve(start, TimeVaryingMatrix.ofVectors(HORIZON, model.controlSize(), controls));
        }
    }

    /** Optima of a second-order method with exact derivatives, at a projected gradient of 1e-10; derivatives here are good to 1e-9. */
    @Test
    void thePendulumSwingsUpAtThePublishedCost() {
        IlqrResult free = solve(new Pendulum(), SWING_UP, FIRST_ORDER, new double[2], 0);
        assertThat(free.cost()).isCloseTo(13.318784531, within(1e-6 * 13));
        IlqrResult limited = solve(new Pendulum(4), SWING_UP, FIRST_ORDER, new double[2], 0);
        assertThat(limited.cost()).isCloseTo(31.6584940083, within(1e-6 * 31));
        for (int t = 0; t < HORIZON; t++) {
            assertThat(limited.controls().get(t, 0)).isBetween(-4.0, 4.0);
        }
        assertThat(limited.states().get(HORIZON, 0)).isCloseTo(Math.PI, within(0.15));
    }

    @Test
    void theCartPoleSwingsUpAtThePublishedCost() {
        assertThat(solve(new CartPole(), CART_POLE_SWING_UP, SECOND_ORDER, new double[4], 0.01)
                        .cost())
                .isLessThan(28.092506957 * (1 + 1e-6));
        assertThat(solve(new CartPole(3), CART_POLE_SWING_UP, SECOND_ORDER, new double[4], 0.01)
                        .cost())
                .isLessThan(29.4403953534 * (1 + 1e-6));
    }

    @Test
    void theTwoLinkArmReachesItsTarget() {
        TwoLinkArm arm = new TwoLinkArm();
        double[] target = {0.6, 1.2, 0};
        Cost reach = SumCost.of(
                new PointCost(
                                arm.points(),
                                target,
                                new double[] {1, 1, 1},
                                Penalty.squared(),
                                TimeWeights.constant(HORIZON))
                        .atFinalState(1000),
                new StateCost(
                                new int[] {2, 3},
                                new double[] {0.1, 0.1},
                                new double[2],
                                Penalty.squared(),
                                TimeWeights.constant(HORIZON))
                        .atFinalState(1000),
                new ControlCost(new double[] {1e-3, 1e-3}));
        double[] start = new double[7];
        try (Simulator simulator = arm.newSimulator()) {
            simulator.reset(InitialState.of(2.3, 1.5, 0, 0), start);
        }
        IlqrResult result = solve(arm, reach, FIRST_ORDER, start, 0);
        // Millimetres are what the torque is worth.
        for (int i = 0; i < 3; i++) {
            assertThat(result.states().get(HORIZON, 4 + i)).isCloseTo(target[i], within(5e-3));
        }
        requireReplayed(arm, InitialState.of(2.3, 1.5, 0, 0), result, reach);
    }

    @Test
    void theControllerDrivesTheSimulatorAlongTheTrajectory() {
        requireReplayed(
                new Pendulum(4),
                InitialState.of(0, 0),
                solve(new Pendulum(4), SWING_UP, FIRST_ORDER, new double[2], 0),
                SWING_UP);
        requireReplayed(
                new CartPole(3),
                InitialState.of(0, 0, 0, 0),
                solve(new CartPole(3), CART_POLE_SWING_UP, SECOND_ORDER, new double[4], 0.01),
                CART_POLE_SWING_UP);
    }

    /** Kx + k with k = û − Kx̂ rounds at 1e-14 a step; feedback keeps that from growing. */
    private static void requireReplayed(Plant plant, InitialState start, IlqrResult result, Cost cost) {
        ControlLaw law = ControlLaw.of(result.controller());
        try (RolloutSampler sampler = new RolloutSampler(plant::newSimulator, 1)) {
            Rollout replayed = sampler.run(HORIZON, List.of(RolloutRequest.noiseFree(start, law, 0, 0)))
                    .get(0);
            assertThat(replayed.states().toArray())
                    .containsExactly(result.states().toArray(), within(1e-8));
            assertThat(replayed.controls().toArray())
                    .containsExactly(result.controls().toArray(), within(1e-8));
            assertThat(replayed.cost(cost)).isCloseTo(result.cost(), within(1e-8 * result.cost()));
        }
    }

    @Test
    void aNoisyRolloutIsCutAtTheLimitsAndFeedbackStaysNearTheTrajectory() {
        Pendulum plant = new Pendulum(4);
        IlqrResult result = solve(plant, SWING_UP, FIRST_ORDER, new double[2], 0);
        ControlLaw law = ControlLaw.of(result.controller());
        RandomStreams streams = new RandomStreams(1);
        List<RolloutRequest> requests = new ArrayList<>();
        for (int sample = 0; sample < 5; sample++) {
            requests.add(RolloutRequest.exploring(
                    InitialState.of(0, 0), law, 0, sample, ExplorationNoise.white(), HORIZON, 1, streams, 0));
        }
        try (RolloutSampler sampler = new RolloutSampler(plant::newSimulator, 2)) {
            for (Rollout rollout : sampler.run(HORIZON, requests)) {
                assertThat(rollout.clipped()).isPositive();
                for (int t = 0; t < HORIZON; t++) {
                    assertThat(rollout.controls().get(t, 0)).isBetween(-4.0, 4.0);
                }
            }
        }
    }

    @Test
    void everyBuiltInPlantCanBeOptimised() {
        for (String name : Plants.names()) {
            Plant plant = Plants.named(name);
            try (PlantModel model = new PlantModel(plant, 1, FIRST_ORDER)) {
                int n = model.stateSize();
                int m = model.controlSize();
                PointMap points = plant.points();
                double[] start = new double[n];
                try (Simulator simulator = plant.newSimulator()) {
                    simulator.reset(startOf(name), start);
                }
                double[] at = new double[3];
                points.evaluate(start, at, new double[3 * n]);
                at[0] += 0.1;
                Cost cost = SumCost.of(
                        new PointCost(points, at, new double[] {1, 1, 1}, Penalty.squared(), TimeWeights.constant(20))
                                .atFinalState(10),
                        new ControlCost(filled(m, 1e-3)));
                TrajectoryProblem problem =
                        new TrajectoryProblem(model, cost, plant.spec().controlLimits(), 20);
                TimeVaryingMatrix guess = TimeVaryingMatrix.zeros(20, m, 1);
                IlqrOptions none = IlqrOptions.defaults().withMaxIterations(0);
                double before =
                        new IterativeLqr(problem, none).solve(start, guess).cost();
                double after = new IterativeLqr(problem, none.withMaxIterations(10))
                        .solve(start, guess)
                        .cost();
                assertThat(after).as(name).isLessThan(0.9 * before);
            }
        }
    }

    private static InitialState startOf(String name) {
        return switch (name) {
            case "point-mass-velocity" -> InitialState.of(0, 5, 0, 0, 0, 0);
            case "point-mass" -> InitialState.of(0, 0, 0, 0);
            case "two-link-arm" -> InitialState.of(2.3, 1.5, 0, 0);
            case "pendulum" -> InitialState.of(0.4, 0);
            case "cart-pole" -> InitialState.of(0, 0.3, 0, 0);
            default -> SevenJointArm.nominalStart();
        };
    }

    private static double[] filled(int size, double value) {
        double[] a = new double[size];
        Arrays.fill(a, value);
        return a;
    }

    @Test
    void aBreakdownIsNaN() {
        try (PlantModel model = new PlantModel(new Breaking(), 1, FIRST_ORDER)) {
            double[] next = new double[1];
            model.next(new double[] {0.5}, new double[1], 0, next);
            assertThat(next).containsExactly(0.5);
            model.next(new double[] {2}, new double[1], 0, next);
            assertThat(next[0]).isNaN();
        }
        assertThat(Breaking.open).isZero();
    }

    @Test
    void simulatorsThatAreNoModelsAreRefusedAndClosed() {
        Plant plant = new Breaking() {
            @Override
            public Simulator newSimulator() {
                return new Stateful();
            }
        };
        assertThatThrownBy(() -> new PlantModel(plant, 2, FIRST_ORDER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("simulators that can be put into any state");
        assertThat(Breaking.open).isZero();
    }

    /** A plant that holds its state, and breaks down beyond 1. */
    private static class Breaking implements Plant {
        static int open;

        @Override
        public SimulatorSpec spec() {
            return new SimulatorSpec(1, 1, 1, 0.1, new double[] {-1}, new double[] {1});
        }

        @Override
        public Simulator newSimulator() {
            return new Placeable();
        }

        @Override
        public PointMap points() {
            throw new IllegalArgumentException("no points");
        }

        @Override
        public List<String> stateNames() {
            return List.of("x");
        }

        static class Stateful implements Simulator {
            Stateful() {
                open++;
            }

            @Override
            public SimulatorSpec spec() {
                return new Breaking().spec();
            }

            @Override
            public void reset(InitialState start, double[] state) {}

            @Override
            public void step(double[] control, double[] state) {}

            @Override
            public void close() {
                open--;
            }
        }

        private static final class Placeable extends Stateful implements Model {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] state, double[] control, int t, double[] nextState) {
                if (state[0] > 1) {
                    throw new SimulatorFailedException("beyond 1");
                }
                nextState[0] = state[0];
            }
        }
    }

    @Test
    void theLimitsOfASpecAreThoseOfTheProblem() {
        ControlLimits limits = new Pendulum(4).spec().controlLimits();
        assertThat(limits.lower()).containsExactly(-4);
        assertThat(limits.upper()).containsExactly(4);
        assertThat(new Pendulum().spec().controlLimits().any()).isFalse();
    }
}
