package org.waymark.lqr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageExpansionTest {
    @Test
    void collectsWhatIsAddedAndForgetsItWhenCleared() {
        StageExpansion stage = new StageExpansion(2, 1);
        stage.addValue(1);
        stage.addValue(2);
        stage.addGradient(2, 4);
        stage.addGradient(2, -1);
        stage.addHessian(0, 2, 5);
        stage.addHessian(0, 2, 6);

        assertThat(stage.value()).isEqualTo(3);
        assertThat(stage.gradient(2)).isEqualTo(3);
        assertThat(stage.hessian(0, 2)).isEqualTo(11);
        // Off the diagonal the caller adds both entries.
        assertThat(stage.hessian(2, 0)).isZero();

        stage.clear();
        assertThat(stage.value()).isZero();
        assertThat(stage.gradient(2)).isZero();
        assertThat(stage.hessian(0, 2)).isZero();
    }

    @Test
    void countsTheControlsBehindTheStates() {
        StageExpansion stage = new StageExpansion(4, 3);
        assertThat(stage.stateSize()).isEqualTo(4);
        assertThat(stage.size()).isEqualTo(7);
    }

    @Test
    void copiesWhatItHolds() {
        StageExpansion stage = new StageExpansion(1, 1);
        stage.addGradient(1, 3);
        stage.addHessian(1, 0, 4);
        double[] gradient = new double[3];
        double[] hessian = {1, 1, 1, 1, 1};
        stage.copyGradient(gradient);
        stage.copyHessian(hessian);
        assertThat(gradient).containsExactly(0, 3, 0);
        assertThat(hessian).containsExactly(0, 0, 4, 0, 1);
    }
}
