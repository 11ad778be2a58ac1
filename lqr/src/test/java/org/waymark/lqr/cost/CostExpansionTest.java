package org.waymark.lqr.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TimeVaryingMatrix;

class CostExpansionTest {
    private static Rollout rollout(int horizon, int n, int m, double[] states, double[] controls) {
        return new Rollout(
                TimeVaryingMatrix.ofVectors(horizon + 1, n, states),
                TimeVaryingMatrix.ofVectors(horizon, m, controls),
                TimeVaryingMatrix.zeros(horizon + 1, 0, 1),
                TimeVaryingMatrix.zeros(horizon, m, 1),
                0);
    }

    private static Rollout randomRollout(RandomGenerator random, int horizon, int n, int m) {
        double[] states = random.doubles((horizon + 1L) * n, -1, 1).toArray();
        double[] controls = random.doubles((long) horizon * m, -1, 1).toArray();
        return rollout(horizon, n, m, states, controls);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double evaluate(QuadraticCost model, int t, double[] y) {
        double value = model.constant().get(t, 0);
        for (int i = 0; i < y.length; i++) {
            value += model.gradient().get(t, i) * y[i];
            for (int j = 0; j < y.length; j++) {
                value += 0.5 * y[i] * model.hessian().get(t, i, j) * y[j];
            }
        }
        return value;
    }

    private static double evaluateFinal(QuadraticCost model, double[] x) {
        double value = model.finalConstant();
        for (int i = 0; i < x.length; i++) {
            value += model.finalGradient().get(0, i) * x[i];
            for (int j = 0; j < x.length; j++) {
                value += 0.5 * x[i] * model.finalHessian().get(0, i, j) * x[j];
            }
        }
        return value;
    }

    @Test
    void reproducesTheReference() {
        ReferenceCase reference = ReferenceCase.load("h_cost_aggregate");
        int horizon = 8;
        Penalty penalty = new Penalty(
                reference.number("inputs/state_cost/l1"),
                reference.number("inputs/state_cost/l2"),
                reference.number("inputs/state_cost/alpha"),
                Penalty.Kind.SMOOTH_L1);
        double[] weights = reference.array("inputs/weights");
        Cost cost = new SumCost(List.of(
                new SumCost.Term(weights[0], new ControlCost(reference.array("inputs/wu"))),
                new SumCost.Term(
                        weights[1],
                        new StateCost(
                                new int[] {0, 1},
                                reference.array("inputs/state_cost/wp"),
                                reference.array("inputs/state_cost/target"),
                                penalty,
                                TimeWeights.of(
                                        Ramp.LINEAR,
                                        horizon,
                                        reference.number("inputs/state_cost/wp_final_multiplier"))))));
        List<Rollout> rollouts = new ArrayList<>();
        for (int r = 0; r < 4; r++) {
            // The reference has no x_T; any number will do, since the final state costs nothing.
            double[] states = Arrays.copyOf(reference.slice("inputs/X", r), (horizon + 1) * 4);
            rollouts.add(rollout(horizon, 4, 2, states, reference.slice("inputs/U", r)));
            assertThat(Arrays.copyOf(CostExpansion.perStep(cost, rollouts.get(r)), horizon))
                    .containsExactly(reference.slice("outputs/cs", r), within(1e-13));
        }
        assertSampleExpansion(cost, rollouts.get(0), reference.at("outputs/sample0"));

        QuadraticCost model = CostExpansion.quadratize(cost, rollouts);
        assertThat(model.hessian().toArray()).containsExactly(reference.array("outputs/Cm"), within(1e-12));
        assertThat(model.gradient().toArray()).containsExactly(reference.array("outputs/cv"), within(1e-12));
        assertThat(model.constant().toArray()).containsExactly(reference.array("outputs/cc"), within(1e-12));
        assertThat(model.finalHessian().toArray()).containsOnly(0);
        assertThat(model.finalGradient().toArray()).containsOnly(0);
        assertThat(model.finalConstant()).isZero();
    }

    private static void assertSampleExpansion(Cost cost, Rollout rollout, ReferenceCase expected) {
        double[] x = new double[4];
        double[] u = new double[2];
        for (int t = 0; t < 8; t++) {
            rollout.states().read(t, x);
            rollout.controls().read(t, u);
            StageExpansion stage = new StageExpansion(4, 2);
            cost.expandRunning(x, u, t, 1, stage);
            assertThat(stage.value()).isCloseTo(expected.slice("l", t)[0], within(1e-13));
            double[] lx = expected.slice("lx", t);
            double[] lu = expected.slice("lu", t);
            double[] lxx = expected.slice("lxx", t);
            double[] luu = expected.slice("luu", t);
            double[] lux = expected.slice("lux", t);
            for (int i = 0; i < 6; i++) {
                assertThat(stage.gradient(i)).isCloseTo(i < 4 ? lx[i] : lu[i - 4], within(1e-13));
                for (int j = 0; j < 6; j++) {
                    double h;
                    if (i < 4 && j < 4) {
                        h = lxx[i * 4 + j];
                    } else if (i >= 4 && j >= 4) {
                        h = luu[(i - 4) * 2 + j - 4];
                    } else {
                        h = i >= 4 ? lux[(i - 4) * 4 + j] : lux[(j - 4) * 4 + i];
                    }
                    assertThat(stage.hessian(i, j)).isCloseTo(h, within(1e-13));
                }
            }
        }
    }

    /** ℓ = x₀²u₀ + sin x₁ with derivatives of its own, and ℓ_f = exp x₀. */
    private static final Cost CURVED = new Cost() {
        @Override
        public double running(double[] x, double[] u, int t) {
            return (t + 1) * (x[0] * x[0] * u[0] + Math.sin(x[1]));
        }

        @Override
        public double terminal(double[] x) {
            return Math.exp(x[0]);
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            double w = weight * (t + 1);
            into.addValue(weight * running(x, u, t));
            into.addGradient(0, w * 2 * x[0] * u[0]);
            into.addGradient(1, w * Math.cos(x[1]));
            into.addGradient(2, w * x[0] * x[0]);
            into.addHessian(0, 0, w * 2 * u[0]);
            into.addHessian(0, 2, w * 2 * x[0]);
            into.addHessian(2, 0, w * 2 * x[0]);
            into.addHessian(1, 1, -w * Math.sin(x[1]));
        }

        @Override
        public void expandTerminal(double[] x, double weight, StageExpansion into) {
            into.addValue(weight * Math.exp(x[0]));
            into.addGradient(0, weight * Math.exp(x[0]));
            into.addHessian(0, 0, weight * Math.exp(x[0]));
        }
    };

    @Property(tries = 30, seed = "41")
    void aroundOneRolloutTheModelHasTheCostsValueAndSlopes(@ForAll long seed) {
        Rollout rollout = randomRollout(random(seed), 4, 2, 1);
        QuadraticCost model = CostExpansion.quadratize(CURVED, List.of(rollout));
        double[] costs = CostExpansion.perStep(CURVED, rollout);
        for (int t = 0; t < 4; t++) {
            double[] x = rollout.states().step(t);
            double[] u = rollout.controls().step(t);
            double[] y = {x[0], x[1], u[0]};
            assertThat(evaluate(model, t, y)).isCloseTo(costs[t], within(1e-13));
            StageExpansion stage = new StageExpansion(2, 1);
            CURVED.expandRunning(x, u, t, 1, stage);
            double h = 1e-5;
            for (int i = 0; i < 3; i++) {
                double[] plus = y.clone();
                double[] minus = y.clone();
                plus[i] += h;
                minus[i] -= h;
                // A central difference of a quadratic has no truncation error; rounding is ε/h ≈ 1e-11.
                double slope = (evaluate(model, t, plus) - evaluate(model, t, minus)) / (2 * h);
                assertThat(slope).isCloseTo(stage.gradient(i), within(1e-9));
            }
        }
        double[] last = rollout.states().step(4);
        assertThat(evaluateFinal(model, last)).isCloseTo(costs[4], within(1e-13));
    }

    @Property(tries = 20, seed = "42")
    void theModelIsTheMeanOfTheModelsAroundEachRollout(@ForAll long seed) {
        RandomGenerator random = random(seed);
        List<Rollout> rollouts =
                List.of(randomRollout(random, 3, 2, 1), randomRollout(random, 3, 2, 1), randomRollout(random, 3, 2, 1));
        QuadraticCost all = CostExpansion.quadratize(CURVED, rollouts);
        double[] y = random.doubles(3, -1, 1).toArray();
        double[] x = {y[0], y[1]};
        for (int t = 0; t < 3; t++) {
            double mean = 0;
            for (Rollout rollout : rollouts) {
                mean += evaluate(CostExpansion.quadratize(CURVED, List.of(rollout)), t, y) / 3;
            }
            assertThat(evaluate(all, t, y)).isCloseTo(mean, within(1e-13));
        }
        double mean = 0;
        for (Rollout rollout : rollouts) {
            mean += evaluateFinal(CostExpansion.quadratize(CURVED, List.of(rollout)), x) / 3;
        }
        assertThat(evaluateFinal(all, x)).isCloseTo(mean, within(1e-13));
    }

    @Test
    void theCostsOfTheStepsAddUpToTheCostOfTheRollout() {
        Rollout rollout = randomRollout(random(5), 6, 2, 1);
        double[] costs = CostExpansion.perStep(CURVED, rollout);
        assertThat(costs).hasSize(7);
        assertThat(Arrays.stream(costs).sum()).isCloseTo(rollout.cost(CURVED), within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void aNanInTheCostIsNamedWithItsPlace(int bad) {
        List<Rollout> rollouts = List.of(randomRollout(random(1), 6, 2, 1), randomRollout(random(2), 6, 2, 1));
        double[] badState = rollouts.get(1).states().step(bad);
        Cost cost = (x, u, t) -> Arrays.equals(x, badState) ? Double.NaN : 1;
        assertThatThrownBy(() -> CostExpansion.quadratize(cost, rollouts, 3))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("cost: NaN at cluster 3, rollout 1, t = " + bad + ", index 0");
        assertThatThrownBy(() -> CostExpansion.perStep(cost, rollouts.get(1)))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("cost: NaN at t = " + bad + ", index 0");
    }

    @Test
    void aNanInADerivativeOrAtTheFinalStateIsNamedToo() {
        List<Rollout> rollouts = List.of(randomRollout(random(1), 2, 2, 1));
        assertThatThrownBy(() -> CostExpansion.quadratize(
                        expandingTo(stage -> stage.addGradient(2, Double.POSITIVE_INFINITY)), rollouts))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("cost gradient: Infinity at cluster 0, rollout 0, t = 0, index 2");
        assertThatThrownBy(() ->
                        CostExpansion.quadratize(expandingTo(stage -> stage.addHessian(1, 2, Double.NaN)), rollouts))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("cost hessian: NaN at cluster 0, rollout 0, t = 0, index 5");
        Cost atTheEnd = new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return 0;
            }

            @Override
            public double terminal(double[] state) {
                return Double.NaN;
            }
        };
        assertThatThrownBy(() -> CostExpansion.quadratize(atTheEnd, rollouts))
                .hasMessage("cost: NaN at cluster 0, rollout 0, t = 2, index 0");
        assertThatThrownBy(() -> CostExpansion.perStep(atTheEnd, rollouts.get(0)))
                .hasMessage("cost: NaN at t = 2, index 0");
    }

    @Test
    void anAsymmetricHessianIsTheMistakeOfTheCost() {
        List<Rollout> rollouts = List.of(randomRollout(random(1), 2, 2, 1));
        assertThatThrownBy(() -> CostExpansion.quadratize(expandingTo(stage -> stage.addHessian(2, 0, 4)), rollouts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cost hessian: not symmetric at t = 0: entry (2, 0) is 4.0, entry (0, 2) is 0.0");
    }

    @Test
    void refusesRolloutsThatDoNotFitTogether() {
        assertThatThrownBy(() -> CostExpansion.quadratize(CURVED, List.of()))
                .hasMessage("cost expansion: expected at least one rollout, found none");
        List<Rollout> mixed = List.of(randomRollout(random(1), 3, 2, 1), randomRollout(random(1), 2, 2, 1));
        assertThatThrownBy(() -> CostExpansion.quadratize(CURVED, mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("states of rollout 1");
    }

    private static Cost expandingTo(Consumer<StageExpansion> derivatives) {
        return new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return 0;
            }

            @Override
            public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
                derivatives.accept(into);
            }
        };
    }
}
