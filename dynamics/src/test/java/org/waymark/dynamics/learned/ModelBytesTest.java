package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelBytesTest {
    @ParameterizedTest
    @MethodSource("org.waymark.dynamics.learned.PullBackTest#models")
    void whatIsReadPredictsTheSameBits(ModelOptions options) {
        Transitions data = Systems.pendulum(120, 0.05, 3);
        LearnedDynamics model =
                new ModelLearner(options).fit(data, Optional.empty(), 7, 1).model();
        byte[] bytes = ModelBytes.write(model);
        LearnedDynamics read = ModelBytes.read(bytes);
        assertThat(ModelBytes.write(read)).isEqualTo(bytes);
        assertThat(read.elites()).isEqualTo(model.elites());
        assertThat(read.predictsCost()).isTrue();
        double[][] found = new double[6][240];
        for (int k = 0; k < 2; k++) {
            Prediction prediction = (k == 0 ? model : read).prediction(120);
            prediction.predict(0, data.states(), data.controls(), 120, found[k], found[2 + k]);
            prediction.disagreement(data.states(), data.controls(), 120, found[4 + k]);
        }
        assertThat(found[1]).isEqualTo(found[0]);
        assertThat(found[3]).isEqualTo(found[2]);
        assertThat(found[5]).isEqualTo(found[4]);

        assertThatThrownBy(() -> ModelBytes.read(Arrays.copyOf(bytes, bytes.length - 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model bytes");
        byte[] foreign = bytes.clone();
        foreign[0]++;
        assertThatThrownBy(() -> ModelBytes.read(foreign)).hasMessageContaining("expected format");
    }
}
