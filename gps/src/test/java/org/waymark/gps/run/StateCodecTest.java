package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.gps.learner.guided.GuidedLearner;

class StateCodecTest {
    private static final String DRAWN =
            "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 2";

    private static GuidedLearner loop(String algorithm) {
        return Tiny.learner(Tiny.experiment(algorithm.split(" (?=[a-zA-Z]+\\.)")));
    }

    private static State after(GuidedLearner loop, int iterations) {
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
        try (GuidedLearner loop = loop(algorithm)) {
            State state = loop.initialState();
            for (int i = 0; i < 3; i++) {
                State readBack = StateCodec.decode(StateCodec.encode(state, loop.format()), loop.format());
                Step<State> next = loop.iterate(state);
                Step<State> resumed = loop.iterate(readBack);
                assertThat(resumed.metrics()).isEqualTo(next.metrics());
                assertThat(StateCodec.encode(resumed.state(), loop.format()))
                        .isEqualTo(StateCodec.encode(next.state(), loop.format()));
                state = next.state();
            }
        }
    }

    @Test
    void readingBackAndWritingAgainGivesTheSameBytes() {
        try (GuidedLearner loop = loop("algorithm.name=mirror-descent")) {
            byte[] bytes = StateCodec.encode(after(loop, 2), loop.format());
            assertThat(StateCodec.encode(StateCodec.decode(bytes, loop.format()), loop.format()))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void tornDamagedAndForeignBytesAreRefused() {
        byte[] bytes;
        StateFormat<State> format;
        try (GuidedLearner loop = loop("algorithm.name=mirror-descent")) {
            format = loop.format();
            bytes = StateCodec.encode(after(loop, 1), format);
        }
        assertThatThrownBy(() -> StateCodec.decode(Arrays.copyOf(bytes, bytes.length - 100), format))
                .hasMessageContaining("torn");
        assertThatThrownBy(() -> StateCodec.decode(Arrays.copyOf(bytes, 30), format))
                .hasMessageContaining("torn");
        for (int at : new int[] {30, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            assertThatThrownBy(() -> StateCodec.decode(damaged, format)).hasMessageContaining("damaged");
        }
        byte[] newer = bytes.clone();
        newer[11] = 9;
        assertThatThrownBy(() -> StateCodec.decode(newer, format)).hasMessageContaining("version 9");
        byte[] foreign = StateCodec.encode(1, new Other());
        assertThatThrownBy(() -> StateCodec.decode(foreign, format)).hasMessageContaining("holds a state of 'other'");
        assertThatThrownBy(() -> StateCodec.decode(new byte[100], format))
                .hasMessageContaining("not written by this program");
        assertThatThrownBy(() -> StateCodec.decode(new byte[0], format))
                .hasMessageContaining("not written by this program");
    }

    private static final class Other implements StateFormat<Integer> {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public void write(Integer state, BinaryWriter out) {
            out.writeInt(state);
        }

        @Override
        public Integer read(BinaryReader in) {
            return in.readInt();
        }
    }
}
