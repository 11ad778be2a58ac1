package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.algorithm.Iteration;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.experiment.Experiment;

class StateCodecTest {
    private static final String DRAWN =
            "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 2";

    private static GuidedPolicySearch loop(String algorithm) {
        Experiment experiment = Tiny.experiment(algorithm.split(" (?=[a-zA-Z]+\\.)"));
        return new GuidedPolicySearch(Tiny.task(experiment), experiment.gpsOptions(), experiment.seed(), 1);
    }

    private static State after(GuidedPolicySearch loop, int iterations) {
        State state = loop.initialState();
        for (int i = 0; i < iterations; i++) {
            state = loop.iterate(state).state();
        }
        return state;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithm.name=mirror-descent",
                "algorithm.name=constrained",
                "algorithm.name=local-only",
                "dynamics.prior.kind=linear",
                "dynamics.prior.kind=network dynamics.ensemble.steps=30",
                "dynamics.prior.kind=none policyLinearization.prior.kind=constant",
                "algorithm.teacher=pi2",
                "algorithm.teacher=pilqr",
                "algorithm.name=badmm algorithm.teacher=pilqr",
                "algorithm.name=uncoupled",
                DRAWN + ", clustering: {by: k-means}}",
                DRAWN + ", clustering: {by: em, features: observation}} algorithm.rolloutsBy=policy",
                DRAWN + ", clustering: {count: held-out}} algorithm.rolloutsPerCluster=5"
            })
    void whatIsReadBackGoesOnToTheSameBits(String algorithm) {
        try (GuidedPolicySearch loop = loop(algorithm)) {
            State state = loop.initialState();
            for (int i = 0; i < 3; i++) {
                State readBack = StateCodec.decode(StateCodec.encode(state));
                Iteration next = loop.iterate(state);
                Iteration resumed = loop.iterate(readBack);
                assertThat(Metrics.of(resumed)).isEqualTo(Metrics.of(next));
                assertThat(StateCodec.encode(resumed.state())).isEqualTo(StateCodec.encode(next.state()));
                state = next.state();
            }
        }
    }

    @Test
    void readingBackAndWritingAgainGivesTheSameBytes() {
        try (GuidedPolicySearch loop = loop("algorithm.name=mirror-descent")) {
            byte[] bytes = StateCodec.encode(after(loop, 2));
            assertThat(StateCodec.encode(StateCodec.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void tornDamagedAndForeignBytesAreRefused() {
        byte[] bytes;
        try (GuidedPolicySearch loop = loop("algorithm.name=mirror-descent")) {
            bytes = StateCodec.encode(after(loop, 1));
        }
        assertThatThrownBy(() -> StateCodec.decode(Arrays.copyOf(bytes, bytes.length - 100)))
                .hasMessageContaining("torn");
        assertThatThrownBy(() -> StateCodec.decode(Arrays.copyOf(bytes, 30))).hasMessageContaining("torn");
        for (int at : new int[] {30, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            assertThatThrownBy(() -> StateCodec.decode(damaged)).hasMessageContaining("damaged");
        }
        byte[] newer = bytes.clone();
        newer[11] = 9;
        assertThatThrownBy(() -> StateCodec.decode(newer)).hasMessageContaining("version 9");
        assertThatThrownBy(() -> StateCodec.decode(new byte[100])).hasMessageContaining("not written by this program");
        assertThatThrownBy(() -> StateCodec.decode(new byte[0])).hasMessageContaining("not written by this program");
    }
}
