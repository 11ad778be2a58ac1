package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class TransitionsTest {
    private static final double[] NONE = {};

    @Test
    void keepsCopies() {
        double[] x = {1, 2, 3, 4};
        Transitions data = Transitions.of(2, 1, x, new double[] {5, 6}, new double[4], new double[] {7, 8});
        x[0] = 9;
        data.states()[1] = 9;
        assertThat(data.states()).containsExactly(1, 2, 3, 4);
        Transitions both = data.plus(data.select(new int[] {1}));
        assertThat(both.count()).isEqualTo(3);
        assertThat(both.states()).containsExactly(1, 2, 3, 4, 3, 4);
        assertThat(both.costs()).containsExactly(7, 8, 8);
        Transitions without = Transitions.of(2, 1, new double[2], new double[1], new double[2], NONE);
        assertThat(both.plus(without).hasCosts()).isFalse();
    }

    @Test
    void takesEveryStepOfRollouts() {
        Rollout rollout = new Rollout(
                TimeVaryingMatrix.ofVectors(3, 1, new double[] {1, 2, 4}),
                TimeVaryingMatrix.ofVectors(2, 1, new double[] {10, 20}),
                TimeVaryingMatrix.ofVectors(3, 1, new double[3]),
                TimeVaryingMatrix.ofVectors(2, 1, new double[2]),
                0);
        Transitions data = Transitions.of(List.of(rollout, rollout));
        assertThat(data.states()).containsExactly(1, 2, 1, 2);
        assertThat(data.controls()).containsExactly(10, 20, 10, 20);
        assertThat(data.nextStates()).containsExactly(2, 4, 2, 4);
    }

    @Test
    void badDataAreNamed() {
        assertThatThrownBy(() -> Transitions.of(2, 1, new double[3], NONE, NONE, NONE))
                .hasMessageContaining("states: expected rows of 2, found 3 numbers");
        assertThatThrownBy(() -> Transitions.of(1, 1, new double[3], new double[3], new double[2], NONE))
                .hasMessageContaining("nextStates: expected 3 numbers, found 2");
        assertThatThrownBy(
                        () -> Transitions.of(1, 1, new double[3], new double[] {0, Double.NaN, 0}, new double[3], NONE))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("transition control: NaN at t = 1, index 0");
        assertThatThrownBy(() -> Transitions.of(List.of())).hasMessageContaining("at least one");
        Transitions empty = Transitions.of(1, 1, NONE, NONE, NONE, NONE);
        Transitions two = Transitions.of(1, 1, new double[2], new double[2], new double[2], NONE);
        for (ModelOptions.Kind kind : ModelOptions.Kind.values()) {
            ModelLearner learner = new ModelLearner(Systems.small().withKind(kind));
            assertThatThrownBy(() -> learner.fit(empty, Optional.empty(), 1, 1))
                    .hasMessageContaining("at least 2 transitions, found 0");
            assertThatThrownBy(() -> new ModelLearner(learner.options().withAngles(1)).fit(two, Optional.empty(), 1, 1))
                    .hasMessageContaining("model.angles: expected indices of 1 states, found 1");
            assertThatThrownBy(
                            () -> new ModelLearner(learner.options().withCost(true)).fit(two, Optional.empty(), 1, 1))
                    .hasMessageContaining("model.cost");
            // data without any variation are learned, too
            LearnedDynamics model = learner.fit(two, Optional.empty(), 1, 1).model();
            double[] mean = new double[1];
            model.prediction(1).predict(0, new double[1], new double[1], 1, mean, new double[1]);
            assertThat(mean[0]).isBetween(-1e-6, 1e-6);
        }
    }

    @Test
    void badOptionsAreNamed() {
        ModelOptions options = ModelOptions.defaults();
        assertThatThrownBy(() -> options.withMembers(3, 4))
                .hasMessageContaining("model.elites: expected from 1 to members, 3, found 4");
        assertThatThrownBy(() -> options.withHoldOut(0.95, 1)).hasMessageContaining("model.holdOut");
        assertThatThrownBy(() -> options.withLearningRate(Double.NaN)).hasMessageContaining("model.learningRate");
        assertThatThrownBy(() -> options.withAngles(1, 1)).hasMessageContaining("[1, 1]");
        assertThatThrownBy(() -> options.withHidden(4, 0)).hasMessageContaining("model.hidden[1]: expected ≥ 1");
        assertThatThrownBy(() -> options.withWeightDecay(-1)).hasMessageContaining("model.weightDecay[0]");
        assertThatThrownBy(() -> options.withRidge(0)).hasMessageContaining("model.ridge");
        assertThatThrownBy(() -> options.withPoints(1)).hasMessageContaining("model.points");
    }
}
