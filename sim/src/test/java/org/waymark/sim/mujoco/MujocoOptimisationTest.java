package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.cost.ControlCost;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.PointCost;
import org.waymark.lqr.cost.StateCost;
import org.waymark.lqr.cost.SumCost;
import org.waymark.lqr.cost.TimeWeights;
import org.waymark.lqr.derivative.FiniteDifferenceOptions;
import org.waymark.lqr.ilqr.IlqrOptions;
import org.waymark.lqr.ilqr.IlqrResult;
import org.waymark.lqr.ilqr.IterativeLqr;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.InitialState;
import org.waymark.sim.PlantModel;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.Simulator;

/** Trajectory optimisation on the engine itself: the robot's arm, differenced in parallel. */
@RequiresMujoco(models = "pr2")
class MujocoOptimisationTest {
    private static final int HORIZON = 15;
    private static final InitialState START = InitialState.of(0.1, 0.1, -1.54, -1.7, 1.54, -0.2, 0);

    private static MujocoPlant arm() {
        return new MujocoPlant(MujocoOptions.of(Mjcf.file(RequiresMujoco.MODELS.resolve("pr2/pr2_arm3d.xml")))
                .withSubsteps(5)
                .withSites(List.of("leg_bottom", "leg_top")));
    }

    /** Both ends of the peg ten centimetres to the side, little torque, at rest in the end. */
    private static Cost cost(MujocoPlant plant, double[] start) {
        double[] target = Arrays.copyOfRange(start, 14, 20);
        target[1] += 0.1;
        target[4] += 0.1;
        double[] ones = new double[6];
        Arrays.fill(ones, 1);
        double[] torque = new double[7];
        Arrays.fill(torque, 1e-4);
        double[] slow = new double[7];
        Arrays.fill(slow, 1e-3);
        int[] velocities = {7, 8, 9, 10, 11, 12, 13};
        TimeWeights constant = TimeWeights.constant(HORIZON);
        return SumCost.of(
                new PointCost(plant.points(), target, ones, Penalty.squared(), constant).atFinalState(100),
                new StateCost(velocities, slow, new double[7], Penalty.squared(), constant).atFinalState(10),
                new ControlCost(torque));
    }

    private static double[] start(MujocoPlant plant) {
        double[] state = new double[plant.spec().stateSize()];
        try (Simulator simulator = plant.newSimulator()) {
            simulator.reset(START, state);
        }
        return state;
    }

    private static IlqrResult solve(MujocoPlant plant, int threads, int iterations) {
        double[] start = start(plant);
        try (PlantModel model = new PlantModel(plant, threads, FiniteDifferenceOptions.defaults())) {
            TrajectoryProblem problem = new TrajectoryProblem(
                    model, cost(plant, start), plant.spec().controlLimits(), HORIZON);
            return new IterativeLqr(problem, IlqrOptions.defaults().withMaxIterations(iterations))
                    .solve(start, TimeVaryingMatrix.zeros(HORIZON, 7, 1));
        }
    }

    @Test
    void theArmMovesThePegAndItsControllerDoesItAgain() {
        try (MujocoPlant plant = arm();
                RolloutSampler sampler = new RolloutSampler(plant::newSimulator, 1)) {
            double before = solve(plant, 1, 0).cost();
            IlqrResult result = solve(plant, 2, 6);
            assertThat(result.cost()).isLessThan(0.1 * before);
            double[] start = start(plant);
            for (int site = 14; site < 20; site += 3) {
                double moved = result.states().get(HORIZON, site + 1) - start[site + 1];
                assertThat(moved).isCloseTo(0.1, within(0.02));
            }
            RolloutRequest request = RolloutRequest.noiseFree(START, ControlLaw.of(result.controller()), 0, 0);
            Rollout replayed = sampler.run(HORIZON, List.of(request)).get(0);
            // The rollout warm-starts the engine's solver, the model does not
            assertThat(replayed.states().toArray())
                    .containsExactly(result.states().toArray(), within(1e-6));
            assertThat(replayed.cost(cost(plant, start))).isCloseTo(result.cost(), within(1e-6));
        }
    }

    @Test
    void anyNumberOfThreadsFindsTheSameTrajectory() {
        try (MujocoPlant plant = arm()) {
            IlqrResult one = solve(plant, 1, 1);
            IlqrResult three = solve(plant, 3, 1);
            assertThat(three.controls()).isEqualTo(one.controls());
            assertThat(three.cost()).isEqualTo(one.cost());
        }
    }
}
