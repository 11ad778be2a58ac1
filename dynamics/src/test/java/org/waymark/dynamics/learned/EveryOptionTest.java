package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.distillation.Activation;
import org.waymark.dynamics.learned.ModelOptions.HoldOutError;
import org.waymark.dynamics.learned.ModelOptions.Kind;
import org.waymark.dynamics.learned.ModelOptions.Noise;
import org.waymark.dynamics.learned.ModelOptions.Target;

/** Each option changes what is learned. */
class EveryOptionTest {
    private static final ModelOptions PLAIN = Systems.small();
    private static final ModelOptions LINEAR = PLAIN.withKind(Kind.BAYESIAN_LINEAR);
    private static final ModelOptions GAUSSIAN =
            PLAIN.withKind(Kind.GAUSSIAN_PROCESS).withPoints(10);

    static Stream<ModelOptions[]> changes() {
        ModelOptions eager = PLAIN.withLearningRate(0.1).withEpochs(30).withHoldOut(0.2, 1);
        ModelOptions patient = eager.withHoldOut(0.2, 20);
        return Stream.of(
                pair(PLAIN, PLAIN.withKind(Kind.NETWORK)),
                pair(PLAIN, LINEAR),
                pair(PLAIN, GAUSSIAN),
                pair(PLAIN, PLAIN.withMembers(4, 2)),
                pair(PLAIN, PLAIN.withMembers(3, 3)),
                pair(PLAIN, PLAIN.withHidden(16, 8)),
                pair(PLAIN, PLAIN.withActivation(Activation.TANH)),
                pair(PLAIN, PLAIN.withNoise(Noise.NONE)),
                pair(PLAIN, PLAIN.withTarget(Target.NEXT_STATE)),
                pair(PLAIN, PLAIN.withNormalizeTargets(false)),
                pair(PLAIN, PLAIN.withAngles()),
                pair(PLAIN, PLAIN.withCost(true)),
                pair(PLAIN, PLAIN.withBootstrap(false)),
                pair(PLAIN, PLAIN.withHoldOut(0.3, 5)),
                pair(eager, patient),
                pair(patient, patient.withHoldOutError(HoldOutError.MEAN_DISTANCE)),
                pair(eager, eager.withAnnealings(1)),
                pair(PLAIN, PLAIN.withEpochs(2)),
                pair(PLAIN, PLAIN.withBatchSize(32)),
                pair(PLAIN, PLAIN.withLearningRate(2e-3)),
                pair(PLAIN, PLAIN.withWeightDecay(0.1)),
                pair(PLAIN, PLAIN.withWarmStart(false)),
                pair(LINEAR, LINEAR.withRidge(0.1)),
                pair(GAUSSIAN, GAUSSIAN.withPoints(11)));
    }

    private static ModelOptions[] pair(ModelOptions one, ModelOptions other) {
        return new ModelOptions[] {one, other};
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesWhatIsLearned(ModelOptions one, ModelOptions other) {
        assertThat(other).isNotEqualTo(one);
        assertThat(learned(other)).isNotEqualTo(learned(one));
    }

    /** After two fits, the second of which may go on from the first. */
    private static byte[] learned(ModelOptions options) {
        Transitions data = Systems.pendulum(150, 0.05, 3);
        ModelLearner learner = new ModelLearner(options);
        Optional<LearnedDynamics> first =
                Optional.of(learner.fit(data, Optional.empty(), 7, 1).model());
        return ModelBytes.write(learner.fit(data, first, 8, 1).model());
    }
}
