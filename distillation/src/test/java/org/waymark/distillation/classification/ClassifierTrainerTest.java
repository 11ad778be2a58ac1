package org.waymark.distillation.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.distillation.Activation;
import org.waymark.distillation.TrainingReport.Status;
import org.waymark.lqr.NonFiniteException;

class ClassifierTrainerTest {
    private static final ClassifierOptions SMALL = ClassifierOptions.defaults()
            .withHidden(12)
            .withSteps(300)
            .withBatchSize(20)
            .withWhiteningFloor(0.1);
    private static final LabelledData DATA = Glyphs.draw(400, 1);
    private static final LabelledData TEST = Glyphs.draw(1000, 2);

    private final ClassifierTrainer trainer = new ClassifierTrainer(SMALL);
    private final NetworkClassifier teacher =
            new ClassifierTrainer(SMALL.withHidden(40)).train(DATA, 5).classifier();

    private static LabelledData unlabelled(LabelledData data) {
        int[] labels = new int[data.size()];
        Arrays.fill(labels, LabelledData.UNLABELLED);
        return new LabelledData(data.inputSize(), data.classes(), data.inputs(), labels);
    }

    @Test
    void studentOfLabelsLearnsThem() {
        TrainedClassifier trained = trainer.train(DATA, 1);
        assertThat(trained.report().status()).isEqualTo(Status.IMPROVED);
        assertThat(trained.report().lossAfter())
                .isLessThan(0.5 * trained.report().lossBefore());
        // Guessing errs in nine of ten.
        assertThat(ClassificationScore.of(trained.classifier(), TEST).errorRate())
                .isLessThan(0.5);
    }

    @Test
    void studentOfATeacherNeedsNoLabels() {
        TrainedClassifier student = trainer.distill(teacher, unlabelled(DATA), SoftTargetLoss.defaults(), 1);
        assertThat(student).isEqualTo(trainer.distill(teacher, DATA, SoftTargetLoss.defaults(), 1));
        assertThat(ClassificationScore.of(student.classifier(), TEST).errorRate())
                .isLessThan(ClassificationScore.of(trainer.train(DATA, 1).classifier(), TEST)
                        .errorRate());
    }

    @Test
    void sameBitsEveryTime() {
        SoftTargetLoss loss = SoftTargetLoss.defaults().withHardWeight(0.2);
        assertThat(trainer.distill(teacher, DATA, loss, 3)).isEqualTo(trainer.distill(teacher, DATA, loss, 3));
        assertThat(trainer.distill(teacher, DATA, loss, 4)).isNotEqualTo(trainer.distill(teacher, DATA, loss, 3));
    }

    @Test
    void hardLabelsAloneForgetTheTeacher() {
        SoftTargetLoss loss = SoftTargetLoss.defaults().withHardWeight(1);
        assertThat(trainer.distill(teacher, DATA, loss, 3)).isEqualTo(trainer.train(DATA, 3));
    }

    @Test
    void ensembleOfOneTeachesAsItsMember() {
        SoftTargetLoss loss = SoftTargetLoss.defaults();
        assertThat(trainer.distill(new ClassifierEnsemble(List.of(teacher)), DATA, loss, 3))
                .isEqualTo(trainer.distill(teacher, DATA, loss, 3));
    }

    @Test
    void softTargetsMayBeHandedOver() {
        SoftTargetLoss loss = SoftTargetLoss.defaults();
        SoftTargets asked = SoftTargets.of(teacher, DATA, loss.temperature());
        SoftTargets handedOver = new SoftTargets(DATA.classes(), loss.temperature(), asked.probabilities());
        assertThat(handedOver).isEqualTo(asked);
        assertThat(trainer.distill(handedOver, DATA, loss, 3)).isEqualTo(trainer.distill(teacher, DATA, loss, 3));
    }

    static Stream<ClassifierOptions> others() {
        return Stream.of(
                SMALL.withHidden(11),
                SMALL.withActivation(Activation.TANH),
                SMALL.withSteps(299),
                SMALL.withBatchSize(21),
                SMALL.withLearningRate(0.004, 0.02),
                SMALL.withLearningRate(0.005, 0.03),
                SMALL.withWeightDecay(0.01),
                SMALL.withWhiteningFloor(0.4));
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyOptionMakesADifference(ClassifierOptions other) {
        assertThat(new ClassifierTrainer(other).train(DATA, 1).classifier())
                .isNotEqualTo(trainer.train(DATA, 1).classifier());
    }

    @Test
    void everyPartOfTheLossMakesADifference() {
        SoftTargetLoss loss = SoftTargetLoss.defaults();
        NetworkClassifier student = trainer.distill(teacher, DATA, loss, 1).classifier();
        for (SoftTargetLoss other :
                List.of(loss.withTemperature(3), loss.withHardWeight(0.5), loss.withTemperatureSquared(false))) {
            assertThat(trainer.distill(teacher, DATA, other, 1).classifier()).isNotEqualTo(student);
        }
    }

    @Test
    void aDescentThatOnlyDidHarmIsTakenBack() {
        TrainedClassifier trained = new ClassifierTrainer(SMALL.withSteps(3).withLearningRate(1e3, 1)).train(DATA, 1);
        assertThat(trained.report().status()).isEqualTo(Status.KEPT_PREVIOUS);
        assertThat(trained.report().lossAfter()).isEqualTo(trained.report().lossBefore());
        assertThat(ClassificationScore.of(trained.classifier(), DATA).crossEntropy())
                .isLessThan(10);
    }

    @Test
    void emptyTransferSetIsRefused() {
        LabelledData empty = DATA.rows(0, 0);
        assertThatThrownBy(() -> trainer.train(empty, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transfer set: no examples");
        assertThatThrownBy(() -> trainer.distill(teacher, empty, SoftTargetLoss.defaults(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transfer set: no examples");
    }

    @Test
    void labelsThatWeighMustBeThere() {
        assertThatThrownBy(() -> trainer.train(unlabelled(DATA), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transfer set, row 0: no label, but labels weigh 1.0");
    }

    @Test
    void teacherOfOtherClassesIsRefused() {
        Classifier other = Classifier.ofLogits(DATA.inputSize(), 9, (input, logits) -> Arrays.fill(logits, 0));
        assertThatThrownBy(() -> trainer.distill(other, DATA, SoftTargetLoss.defaults(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("teacher: takes 100 inputs to 9 classes, but the data have 100 inputs and 10");
    }

    @Test
    void targetsOfAnotherTemperatureOrSizeAreRefused() {
        SoftTargets targets = SoftTargets.of(teacher, DATA, 2);
        assertThatThrownBy(() -> trainer.distill(targets, DATA, SoftTargetLoss.defaults(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected temperature 4.0, found 2.0");
        assertThatThrownBy(() -> trainer.distill(targets, TEST, new SoftTargetLoss(2, 0, true), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1000 rows of 10 classes, found 400 of 10");
    }

    @Test
    void teacherThatSaysNoDistributionIsNamedWithItsRow() {
        Classifier broken = Classifier.ofLogits(DATA.inputSize(), DATA.classes(), (input, logits) -> {
            Arrays.fill(logits, 0);
            logits[1] = Arrays.equals(input, Arrays.copyOfRange(DATA.inputs(), 700, 800)) ? Double.NaN : 0;
        });
        assertThatThrownBy(() -> SoftTargets.of(broken, DATA, 1))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("teacher's probabilities of row 7");
        assertThatThrownBy(() -> new SoftTargets(2, 1, new double[] {0.5, 0.5, 0.7, 0.2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("soft targets, row 1: sum 0.8999999999999999, expected 1");
        assertThatThrownBy(() -> new SoftTargets(2, 1, new double[] {0.5, 0.5, 1.1, -0.1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("soft targets, row 1, class 1: -0.1 is no probability");
        assertThatThrownBy(() -> SoftTargets.of(teacher, DATA, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("temperature: 0.0 is not > 0");
    }

    @Test
    void optionsNameWhatIsWrong() {
        assertThatThrownBy(() -> SMALL.withActivation(Activation.ELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classifier.activation: ELU is none of RELU, TANH");
        assertThatThrownBy(() -> SMALL.withHidden(4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classifier.hidden[1]: 0 is not ≥ 1");
        assertThatThrownBy(() -> SMALL.withLearningRate(0.1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classifier.finalLearningRate: 2.0 is not in (0, 1]");
    }
}
