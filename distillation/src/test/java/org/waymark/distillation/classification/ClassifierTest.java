package org.waymark.distillation.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.OnnxExport;
import org.waymark.distillation.PolicyStore;

class ClassifierTest {
    private static final double[] INPUT = {2};
    /** z = [x, 0, −x]. */
    private static final Classifier SLOPE = Classifier.ofLogits(1, 3, (x, z) -> {
        z[0] = x[0];
        z[1] = 0;
        z[2] = -x[0];
    });
    /** z = [0, 0, x]. */
    private static final Classifier LAST = Classifier.ofLogits(1, 3, (x, z) -> {
        z[0] = 0;
        z[1] = 0;
        z[2] = x[0];
    });

    private static double[] ask(Classifier classifier, double temperature) {
        double[] probabilities = new double[3];
        classifier.probabilities(INPUT, temperature, probabilities);
        return probabilities;
    }

    @Test
    void temperatureDividesTheLogits() {
        double[] p = ask(SLOPE, 4);
        assertThat(Math.log(p[0] / p[1])).isCloseTo(0.5, within(1e-14));
        assertThat(Math.log(p[1] / p[2])).isCloseTo(0.5, within(1e-14));
        assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-15));
        assertThat(SLOPE.predict(INPUT)).isZero();
        assertThat(LAST.predict(INPUT)).isEqualTo(2);
    }

    @Test
    void ensembleIsTheMeanOfItsMembersAtEachTemperature() {
        ClassifierEnsemble both = new ClassifierEnsemble(List.of(SLOPE, LAST));
        for (double temperature : new double[] {1, 5}) {
            double[] expected = ask(SLOPE, temperature);
            double[] other = ask(LAST, temperature);
            for (int i = 0; i < 3; i++) {
                expected[i] = 0.5 * (expected[i] + other[i]);
            }
            assertThat(ask(both, temperature)).containsExactly(expected, within(1e-15));
        }
        assertThat(ask(new ClassifierEnsemble(List.of(LAST)), 3)).containsExactly(ask(LAST, 3));
    }

    @Test
    void ensembleNamesTheTeacherThatDiffers() {
        Classifier four = Classifier.ofLogits(1, 4, (x, z) -> {});
        assertThatThrownBy(() -> new ClassifierEnsemble(List.of(SLOPE, LAST, four)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("teacher 2 takes 1 inputs to 4 classes, but teacher 0 takes 1 inputs to 3");
        assertThatThrownBy(() -> new ClassifierEnsemble(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one teacher");
    }

    @Test
    void aShiftedLogitIsTheOldOnePlusTheShift() {
        LabelledData data = LabelledData.of(new double[][] {{0}, {1}, {2}}, new int[] {0, 1, 1}, 3);
        ClassifierOptions options = ClassifierOptions.defaults().withHidden(4).withSteps(20);
        NetworkClassifier network =
                new ClassifierTrainer(options).train(data, 1).classifier();
        double[] before = new double[3];
        double[] after = new double[3];
        network.logits(INPUT, before);
        network.withShiftedLogit(2, 3.5).logits(INPUT, after);
        before[2] += 3.5;
        assertThat(after).containsExactly(before, within(1e-15));
        assertThat(network.parameterCount()).isEqualTo(4 + 4 + 4 * 3 + 3);
        assertThatThrownBy(() -> network.withShiftedLogit(3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class: 3 is not in [0, 2]");
    }

    @Test
    void whatSavesPoliciesSavesClassifiers() throws IOException {
        LabelledData data = LabelledData.of(new double[][] {{0}, {1}, {2}}, new int[] {0, 1, 1}, 2);
        ClassifierOptions options = ClassifierOptions.defaults().withHidden(4).withSteps(20);
        NetworkClassifier network =
                new ClassifierTrainer(options).train(data, 1).classifier();
        byte[] saved = PolicyStore.toBytes(network.network());
        assertThat(new NetworkClassifier(PolicyStore.policyFrom(saved))).isEqualTo(network);
        assertThat(OnnxExport.write(network.network())).isNotEmpty();
    }

    @Test
    void scoreCountsWhatIsTakenForWhat() {
        LabelledData data = LabelledData.of(new double[][] {{1}, {1}, {-1}, {-1}}, new int[] {0, 1, 2, 0}, 3);
        ClassificationScore score = ClassificationScore.of(SLOPE, data);
        assertThat(score.confusion()).containsExactly(1, 0, 1, 1, 0, 0, 0, 0, 1);
        assertThat(score.errorRate()).isEqualTo(0.5);
        assertThat(score.recall(0)).isEqualTo(0.5);
        assertThat(score.recall(1)).isZero();
        // −log p is log(1 + e⁻¹ + e⁻²) for the likeliest class, one more for the second, two for the third.
        assertThat(score.crossEntropy())
                .isCloseTo(Math.log(1 + Math.exp(-1) + Math.exp(-2)) + (0 + 1 + 0 + 2) / 4.0, within(1e-14));
        assertThatThrownBy(
                        () -> ClassificationScore.of(SLOPE, LabelledData.of(new double[][] {{1}}, new int[] {-1}, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test set, row 0: no label");
    }
}
