package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.dynamics.PriorOptions;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.ExpectedCost;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.KlConstrainedUpdate;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorFailedException;
import org.waymark.sim.SimulatorSpec;

class GuidedPolicySearchTest {
    /** The optimum of a task, mean over its starts: an update against the true model with a bound that does not bind. */
    static double optimum(Task task) {
        double sum = 0;
        for (int c = 0; c < LinearTasks.clusters(task).size(); c++) {
            double[] x0 = LinearTasks.clusters(task).get(c).starts().get(0).coordinates();
            LinearGaussianModel model = trueModel(x0);
            QuadraticCost cost;
            try (GuidedPolicySearch<State, ?, ?, Iteration> search =
                    GuidedPolicySearch.linear(task, LinearTasks.options(Variant.LOCAL_ONLY, 1), 1, 1)) {
                cost = search.iterate(search.initialState())
                        .evidence()
                        .get(c)
                        .model()
                        .orElseThrow()
                        .cost();
            }
            var update = new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults())
                    .solve(
                            model,
                            cost,
                            ((Starts.Listed) task.starts()).initialControllers().get(c),
                            1e12,
                            1);
            sum += ExpectedCost.total(cost, GaussianForwardPass.propagate(model, update.controller()));
        }
        return sum / LinearTasks.clusters(task).size();
    }

    private static LinearGaussianModel trueModel(double[] x0) {
        int horizon = LinearTasks.HORIZON;
        double[] transition = new double[horizon * 6];
        for (int t = 0; t < horizon; t++) {
            System.arraycopy(LinearPlant.TRANSITION, 0, transition, t * 6, 6);
        }
        return new LinearGaussianModel(
                TimeVaryingMatrix.of(horizon, 2, 3, transition),
                TimeVaryingMatrix.zeros(horizon, 2, 1),
                TimeVaryingMatrix.zeros(horizon, 2, 2),
                new Gaussian(x0, new double[4]));
    }

    @Test
    void localControllersReachTheOptimumOfALinearQuadraticTask() {
        Task task = LinearTasks.from(1);
        List<Iteration> run = LinearTasks.run(task, LinearTasks.options(Variant.LOCAL_ONLY, 10), 1, 1);
        // 1 %: what is left is the cost of the exploration noise
        assertThat(run.get(9).meanCost()).isBetween(optimum(task) * 0.999, optimum(task) * 1.01);
    }

    @ParameterizedTest
    @EnumSource(names = {"MIRROR_DESCENT", "CONSTRAINED", "BADMM"})
    void thePolicyReachesTheOptimumOfALinearQuadraticTask(Variant variant) {
        Task task = LinearTasks.from(1, -0.5);
        List<Iteration> run = LinearTasks.run(task, LinearTasks.options(variant, 12), 1, 2);
        double best = run.get(11).state().best().orElseThrow().cost();
        // the optimum varies over time and the policy cannot: 2 % above it at the most
        assertThat(best).isBetween(optimum(task) * 0.999, optimum(task) * 1.02);
    }

    /** A prior changes how soon the dynamics are known, not what they are. */
    @ParameterizedTest
    @EnumSource(
            value = PriorOptions.Kind.class,
            names = {"LINEAR", "NETWORK", "NONE"})
    void everyPriorOfTheDynamicsLeadsToTheOptimum(PriorOptions.Kind kind) {
        Task task = LinearTasks.from(1, -1);
        List<Iteration> run = LinearTasks.run(task, withPrior(kind, 12), 1, 2);
        assertThat(run.get(11).state().best().orElseThrow().cost())
                .isBetween(optimum(task) * 0.999, optimum(task) * 1.02);
        assertThat(run.get(11).state().ensemble().isPresent()).isEqualTo(kind == PriorOptions.Kind.NETWORK);
    }

    @Test
    void sharedPriorsHaveTheSameBitsForAnyNumberOfThreads() {
        Task task = LinearTasks.from(1, 0.5, -1);
        State one = last(LinearTasks.run(task, withPrior(PriorOptions.Kind.NETWORK, 2), 7, 1));
        State four = last(LinearTasks.run(task, withPrior(PriorOptions.Kind.NETWORK, 2), 7, 4));
        assertThat(four.ensemble()).isEqualTo(one.ensemble()).isPresent();
        for (int c = 0; c < 3; c++) {
            assertThat(four.clusters().get(c).controller().gain())
                    .isEqualTo(one.clusters().get(c).controller().gain());
        }
    }

    private static GpsOptions withPrior(PriorOptions.Kind kind, int iterations) {
        GpsOptions options = LinearTasks.options(Variant.MIRROR_DESCENT, iterations);
        return new GpsOptions(
                options.algorithm(),
                options.exploration(),
                options.dynamics().withPrior(options.dynamics().prior().withKind(kind)),
                options.policyLinearization(),
                options.policy());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL_ONLY", "UNCOUPLED", "MIRROR_DESCENT", "CONSTRAINED", "BADMM"})
    void sameSeedSameBitsForAnyNumberOfThreads(Variant variant) {
        Task task = LinearTasks.from(1, 0.5, -1);
        GpsOptions options = LinearTasks.options(variant, 3);
        State one = last(LinearTasks.run(task, options, 7, 1));
        for (int threads : new int[] {1, 2, 4}) {
            State other = last(LinearTasks.run(task, options, 7, threads));
            for (int c = 0; c < 3; c++) {
                ClusterState a = one.clusters().get(c);
                ClusterState b = other.clusters().get(c);
                assertThat(b.controller().gain()).isEqualTo(a.controller().gain());
                assertThat(b.controller().offset()).isEqualTo(a.controller().offset());
                assertThat(b.controller().covariance()).isEqualTo(a.controller().covariance());
                assertThat(b.multipliers()).isEqualTo(a.multipliers());
            }
            assertThat(other.policy().map(p -> p.policy()))
                    .isEqualTo(one.policy().map(p -> p.policy()));
        }
        State differently = last(LinearTasks.run(task, options, 8, 1));
        assertThat(differently.clusters().get(0).controller().gain())
                .isNotEqualTo(one.clusters().get(0).controller().gain());
    }

    @Test
    void rolloutsByThePolicyComeFromThePolicy() {
        Task task = LinearTasks.from(1, -1);
        GpsOptions off = LinearTasks.options(Variant.MIRROR_DESCENT, 2);
        GpsOptions on = off.withAlgorithm(off.algorithm().withRolloutsBy(RolloutsBy.POLICY));
        List<Iteration> byControllers = LinearTasks.run(task, off, 3, 1);
        List<Iteration> byPolicy = LinearTasks.run(task, on, 3, 1);
        assertThat(byPolicy.get(0).meanCost()).isEqualTo(byControllers.get(0).meanCost());
        assertThat(byPolicy.get(1).meanCost()).isNotEqualTo(byControllers.get(1).meanCost());
    }

    @Test
    void aCostThatIsNotFiniteIsNamedWithItsPlace() {
        Task task = LinearTasks.with((x, u, t) -> t == 4 ? Double.NaN : x[0] * x[0], 1, 2);
        assertThatThrownBy(() -> LinearTasks.run(task, LinearTasks.options(Variant.LOCAL_ONLY, 1), 1, 1))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("cost")
                .hasMessageContaining("cluster 0")
                .hasMessageContaining("rollout 0")
                .hasMessageContaining("t = 4");
    }

    @Test
    void aPlantThatBreaksDownUnderAnUpdateGetsASmallerOne() {
        // five good rollouts, then the five of the second iteration with their three retries each, then good ones again
        Task gentle = LinearTasks.from(1);
        Task task = new Task(
                () -> new Fragile(6, 9),
                gentle.horizon(),
                gentle.costs(),
                gentle.starts(),
                gentle.evaluationStarts(),
                gentle.success());
        List<Iteration> run = LinearTasks.run(task, LinearTasks.options(Variant.LOCAL_ONLY, 6), 1, 1);
        assertThat(run.stream().map(Iteration::brokeDown)).containsExactly(false, true, false, false, false, false);
        assertThat(run.get(1).rejected()).isOne();
        assertThat(run.get(1).meanCost()).isInfinite();
        assertThat(run.get(1).updates().get(0).klBound())
                .isEqualTo(run.get(0).updates().get(0).klBound() / 2);
        assertThat(run.get(5).meanCost()).isLessThan(run.get(0).meanCost());
        assertThat(run.get(5).state().environmentSteps()).isEqualTo(6 * 5 * LinearTasks.HORIZON);
    }

    @Test
    void aPlantThatBreaksDownAtOnceEndsTheRunWithAnExplanation() {
        Task gentle = LinearTasks.from(1);
        Task task = new Task(
                () -> new Fragile(1, Integer.MAX_VALUE),
                gentle.horizon(),
                gentle.costs(),
                gentle.starts(),
                gentle.evaluationStarts(),
                gentle.success());
        assertThatThrownBy(() -> LinearTasks.run(task, LinearTasks.options(Variant.LOCAL_ONLY, 1), 1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("initial controllers");
    }

    private static State last(List<Iteration> run) {
        return run.get(run.size() - 1).state();
    }

    /** The linear plant, which breaks down in some of its rollouts. */
    private static final class Fragile implements Simulator {
        private final LinearPlant plant = new LinearPlant();
        private final int firstBad;
        private final int lastBad;
        private int rollouts;

        Fragile(int firstBad, int lastBad) {
            this.firstBad = firstBad;
            this.lastBad = lastBad;
        }

        @Override
        public SimulatorSpec spec() {
            return plant.spec();
        }

        @Override
        public void reset(InitialState start, double[] state) {
            rollouts++;
            plant.reset(start, state);
        }

        @Override
        public void step(double[] control, double[] state) {
            if (rollouts >= firstBad && rollouts <= lastBad) {
                throw new SimulatorFailedException("rollout " + rollouts);
            }
            plant.step(control, state);
        }
    }
}
