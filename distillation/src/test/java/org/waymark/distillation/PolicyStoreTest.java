package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyStoreTest {
    @ParameterizedTest
    @EnumSource(Activation.class)
    void loadedPolicyHasTheSameBits(Activation activation) throws IOException {
        NetworkPolicy policy = Lessons.network(activation, 1, 5, 11, 6, 3);
        byte[] bytes = PolicyStore.toBytes(policy);
        assertThat(PolicyStore.policyFrom(bytes)).isEqualTo(policy);
        assertThat(PolicyStore.toBytes(PolicyStore.policyFrom(bytes))).isEqualTo(bytes);
        NetworkPolicy squashed = Lessons.squashed(policy);
        assertThat(PolicyStore.policyFrom(PolicyStore.toBytes(squashed))).isEqualTo(squashed);
    }

    @Test
    void trainingResumedFromBytesIsTrainingUninterrupted() throws IOException {
        TeachingSet data = Lessons.noise(60, 4, 2, 1);
        PolicyTrainer trainer =
                new PolicyTrainer(PolicyOptions.defaults().withHidden(8).withSteps(50), 4, 2);
        TrainedPolicy blank = trainer.initial(1);
        TrainedPolicy resumedBlank = PolicyStore.trainedFrom(PolicyStore.toBytes(blank));
        assertThat(resumedBlank).isEqualTo(blank);
        TrainedPolicy first = trainer.train(resumedBlank, data, 2);
        TrainedPolicy resumed = PolicyStore.trainedFrom(PolicyStore.toBytes(first));
        assertThat(resumed).isEqualTo(first);
        assertThat(trainer.train(resumed, data, 3)).isEqualTo(trainer.train(first, data, 3));
        assertThat(PolicyStore.policyFrom(PolicyStore.toBytes(first))).isEqualTo(first.policy());
    }

    @Test
    void refusesWhatIsNoPolicy() {
        byte[] bytes = PolicyStore.toBytes(Lessons.network(Activation.RELU, 1, 3, 4, 2));
        assertThatThrownBy(() -> PolicyStore.policyFrom("not a zip".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no entry waymark-policy.txt");
        assertThatThrownBy(() -> PolicyStore.trainedFrom(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no key adam-steps");
        assertThatThrownBy(() -> PolicyStore.policyFrom(java.util.Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesAnotherVersionAndNumbersThatDoNotFit() {
        NpzArchive future = new NpzArchive();
        future.putText("waymark-policy.txt", "version 3\n");
        assertThatThrownBy(() -> PolicyStore.policyFrom(future.toBytes()))
                .isInstanceOf(IOException.class)
                .hasMessage("saved policy: version 3, this program reads 1 and 2");
        NpzArchive broken = new NpzArchive();
        broken.putText("waymark-policy.txt", "version 1\nactivation relu\n");
        broken.put("weights0", new double[] {Double.NaN}, 1, 1);
        broken.put("biases0", new double[1], 1);
        for (String name : new String[] {"observation", "control"}) {
            broken.put(name + "_mean", new double[1], 1);
            broken.put(name + "_deviation", new double[] {1}, 1);
        }
        broken.put("covariance", new double[1], 1, 1);
        assertThatThrownBy(() -> PolicyStore.policyFrom(broken.toBytes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("policy parameter: NaN");
    }
}
