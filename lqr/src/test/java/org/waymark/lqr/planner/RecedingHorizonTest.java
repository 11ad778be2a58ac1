package org.waymark.lqr.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;

class RecedingHorizonTest {
    private static final int HORIZON = 5;

    /** Writes down what it is asked; its control is 100·(time of the plan) + t, plus the state's first element. */
    private static final class Recorder implements Planner {
        private final List<String> calls = new ArrayList<>();
        private int planned = -1;

        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public int controlSize() {
            return 1;
        }

        @Override
        public int horizon() {
            return HORIZON;
        }

        @Override
        public void plan(double[] state, int t, double[] control) {
            planned = t;
            calls.add("plan " + t);
            control(state, t, control);
        }

        @Override
        public void control(double[] state, int t, double[] control) {
            control[0] = 100 * planned + t;
        }

        @Override
        public void reset() {
            calls.add("reset");
        }

        @Override
        public Plan lastPlan() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void plansEveryFewStepsAndFollowsThePlanBetween() {
        Recorder planner = new Recorder();
        AtomicLong ticks = new AtomicLong();
        ClosedLoop run = RecedingHorizon.every(3)
                .withClock(() -> ticks.getAndAdd(7))
                .run(planner, LinearTask.model(), LinearTask.cost(), LinearTask.START, 7);
        assertThat(planner.calls).containsExactly("reset", "plan 0", "plan 3", "plan 6");
        assertThat(run.rollout().controls().toArray()).containsExactly(0, 1, 2, 303, 304, 305, 606);
        assertThat(run.planningNanos()).containsExactly(7, 0, 0, 7, 0, 0, 7);
    }

    @Test
    void theRecordIsWhatHappened() {
        ClosedLoop run = RecedingHorizon.every(1)
                .run(new Recorder(), LinearTask.model(), LinearTask.cost(), LinearTask.START, 6);
        TimeVaryingMatrix states = run.rollout().states();
        assertThat(states.step(0)).containsExactly(LinearTask.START);
        double[] next = new double[2];
        for (int t = 0; t < 6; t++) {
            LinearTask.model().next(states.step(t), run.rollout().controls().step(t), t, next);
            assertThat(states.step(t + 1)).containsExactly(next);
            assertThat(run.costs()[t])
                    .isEqualTo(LinearTask.cost()
                            .running(states.step(t), run.rollout().controls().step(t), t));
        }
        assertThat(run.costs()[6]).isEqualTo(LinearTask.cost().terminal(states.step(6)));
        assertThat(run.cost()).isCloseTo(run.rollout().cost(LinearTask.cost()), within(1e-9 * run.cost()));
        assertThat(run.planningNanos()).containsOnly(0);
    }

    @Test
    void anythingThatStepsIsAPlant() {
        double[] hidden = LinearTask.START.clone();
        PlantStep plant = (control, state) -> {
            LinearTask.model().next(hidden, control, 0, state);
            System.arraycopy(state, 0, hidden, 0, 2);
        };
        RecedingHorizon loop = RecedingHorizon.every(2);
        ClosedLoop stepped = loop.run(new Recorder(), plant, LinearTask.cost(), LinearTask.START, 6);
        ClosedLoop modelled = loop.run(new Recorder(), LinearTask.model(), LinearTask.cost(), LinearTask.START, 6);
        assertThat(stepped.rollout()).isEqualTo(modelled.rollout());
    }

    @Test
    void whatGoesWrongIsNamed() {
        Recorder planner = new Recorder();
        assertThatThrownBy(() -> RecedingHorizon.every(0)).hasMessage("period: expected ≥ 1, found 0");
        assertThatThrownBy(() -> RecedingHorizon.every(6)
                        .run(planner, LinearTask.model(), LinearTask.cost(), LinearTask.START, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period: expected at most the planner's horizon of 5 steps, found 6");
        RecedingHorizon loop = RecedingHorizon.every(1);
        assertThatThrownBy(() -> loop.run(planner, LinearTask.model(), LinearTask.cost(), new double[3], 9))
                .hasMessage("start: expected 2 numbers, found 3");
        assertThatThrownBy(() -> loop.run(planner, new CartPole(0.1), LinearTask.cost(), LinearTask.START, 9))
                .hasMessage("plant: state: expected 2 numbers, found 4");
        assertThatThrownBy(() -> loop.run(planner, LinearTask.model(), LinearTask.cost(), LinearTask.START, 0))
                .hasMessage("steps: expected ≥ 1, found 0");
        for (int broken : new int[] {0, 4, 8}) {
            PlantStep plant = (control, state) -> state[1] = control[0] % 100 == broken ? Double.NaN : 0;
            assertThatThrownBy(() -> loop.run(planner, plant, LinearTask.cost(), LinearTask.START, 9))
                    .isInstanceOfSatisfying(NonFiniteException.class, e -> {
                        assertThat(e.t()).isEqualTo(broken + 1);
                        assertThat(e.index()).isEqualTo(1);
                        assertThat(e.quantity()).isEqualTo("plant state");
                    });
            assertThatThrownBy(() -> loop.run(
                            planner,
                            LinearTask.model(),
                            (x, u, t) -> t == broken ? Double.NaN : 0,
                            LinearTask.START,
                            9))
                    .isInstanceOfSatisfying(
                            NonFiniteException.class, e -> assertThat(e.t()).isEqualTo(broken));
        }
    }
}
