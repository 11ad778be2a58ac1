package org.waymark.distillation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainingReport.Status;
import org.waymark.distillation.Whitening;

class TaskDescentTest {
    private static final int COUNT = 12;
    private static final List<TaughtTask> GAUSSIAN =
            List.of(Pupils.gaussian("a", 3, 2, 1), Pupils.gaussian("b", 2, 1, 2), Pupils.gaussian("c", 4, 3, 3));
    private static final List<TaughtTask> DISCRETE =
            List.of(Pupils.discrete("a", 3, 2, 1), Pupils.discrete("b", 2, 4, 2));

    private static DistillationOptions options(StudentKind kind) {
        return DistillationOptions.defaults()
                .withStudent(StudentOptions.defaults()
                        .withKind(kind)
                        .withHidden(5, 4)
                        .withActivation(Activation.TANH)
                        .withBatchSize(COUNT)
                        .withSteps(30));
    }

    /** A student that has seen its data, with parameters of order one. */
    private static Student student(StudentTrainer trainer, List<Labelled> data) {
        Student trained = trainer.train(trainer.blank(4), data, 5).student();
        double[] noise = Pupils.random(6).doubles(1000, -1, 1).toArray();
        return moved(trained, noise);
    }

    private static Student moved(Student student, double[] by) {
        double[] shared = student.shared().parameters().clone();
        List<Student.Block> heads = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < shared.length; i++) {
            shared[i] += by[at++];
        }
        for (int k = 0; k < student.tasks(); k++) {
            double[] head = student.head(k).parameters().clone();
            for (int i = 0; i < head.length; i++) {
                head[i] += by[at++];
            }
            heads.add(Student.Block.fresh(head));
        }
        return new Student(
                student.shape(),
                Activation.TANH,
                Student.Block.fresh(shared),
                heads,
                IntStream.range(0, student.tasks()).mapToObj(student::senses).toList(),
                false);
    }

    private static void assertGradient(DistillationOptions options, List<TaughtTask> tasks) {
        StudentTrainer trainer = new StudentTrainer(options, tasks);
        List<Labelled> data = Pupils.labelled(tasks, COUNT);
        Student student = student(trainer, data);
        int headsAt = student.shared().parameters().length;
        for (int k = 0; k < tasks.size(); k++) {
            double[] gradient = trainer.descent(student, data, 1).gradient(k, COUNT);
            for (int i = 0; i < gradient.length; i++) {
                int own = i < headsAt ? i : headsAt + headBefore(student, k) + i - headsAt;
                double[] step = new double[student.parameterCount()];
                double h = 1e-5;
                step[own] = h;
                double above = trainer.descent(moved(student, step), data, 1).loss(k);
                step[own] = -h;
                double below = trainer.descent(moved(student, step), data, 1).loss(k);
                // h² times a third derivative of order 100, and the rounding of losses of order 10 over 2h
                assertThat(gradient[i])
                        .isCloseTo((above - below) / (2 * h), within(1e-7 * (1 + Math.abs(gradient[i]))));
            }
        }
    }

    private static int headBefore(Student student, int task) {
        return IntStream.range(0, task)
                .map(k -> student.head(k).parameters().length)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(
            value = StudentKind.class,
            names = {"HEADS", "TASK_INPUT"})
    void gaussianGradientIsTheFiniteDifference(StudentKind kind) {
        assertGradient(options(kind), GAUSSIAN);
    }

    @ParameterizedTest
    @EnumSource(ActionLoss.class)
    void gradientOfActionsIsTheFiniteDifference(ActionLoss loss) {
        assertGradient(options(StudentKind.HEADS).withActionLoss(loss, 0.3), DISCRETE);
        assertGradient(options(StudentKind.TASK_INPUT).withActionLoss(loss, 0.3), DISCRETE);
    }

    @Test
    void aBatchOfOneTaskLeavesTheOtherHeadsAlone() {
        StudentTrainer trainer = new StudentTrainer(options(StudentKind.HEADS), GAUSSIAN);
        List<Labelled> data = Pupils.labelled(GAUSSIAN, COUNT);
        // trained before: Adam remembers gradients of every head
        Student student = trainer.train(trainer.blank(4), data, 5).student();
        TaskDescent descent = trainer.descent(student, data, 1);
        descent.step(0, 3);
        descent.step(0, 4);
        assertThat(descent.heads().get(0).parameters())
                .isNotEqualTo(student.head(0).parameters());
        assertThat(descent.shared().parameters()).isNotEqualTo(student.shared().parameters());
        for (int k = 1; k < 3; k++) {
            assertThat(descent.heads().get(k).parameters())
                    .isEqualTo(student.head(k).parameters());
            assertThat(descent.heads().get(k).memory())
                    .isEqualTo(student.head(k).memory());
        }
    }

    /** The network of one task is the student's own, evaluated on padded inputs. */
    @ParameterizedTest
    @EnumSource(
            value = StudentKind.class,
            names = {"HEADS", "TASK_INPUT"})
    void whatATaskIsLeftWithIsTheSameFunction(StudentKind kind) {
        StudentTrainer trainer = new StudentTrainer(options(kind), GAUSSIAN);
        List<Labelled> data = Pupils.labelled(GAUSSIAN, COUNT);
        Student student = student(trainer, data);
        for (int k = 0; k < 3; k++) {
            StudentShape shape = student.shape();
            int outputs = shape.layout(k).sizes()[3];
            NetworkPolicy whole = new NetworkPolicy(
                    shape.layout(k).sizes(),
                    Activation.TANH,
                    student.parameters(k),
                    Whitening.identity(shape.layout(k).sizes()[0]),
                    Whitening.identity(outputs),
                    new double[outputs * outputs]);
            double[] observation =
                    Pupils.random(9).doubles(shape.observations(k), -2, 2).toArray();
            double[] input = shape.rows(k, student.senses(k).observations().apply(observation))[0];
            double[] padded = new double[outputs];
            whole.mean(input, padded);
            double[] control = new double[shape.outputs(k)];
            student.policy(k).mean(observation, control);
            for (int j = 0; j < control.length; j++) {
                double coloured = student.senses(k).outputs().mean()[j]
                        + student.senses(k).outputs().deviation()[j] * padded[j];
                assertThat(control[j]).isCloseTo(coloured, within(1e-12));
            }
        }
    }

    @Test
    void aWorseStudentIsNotReturned() {
        // steps a thousand times too long
        DistillationOptions wild = options(StudentKind.HEADS);
        StudentTrainer good = new StudentTrainer(wild, GAUSSIAN);
        List<Labelled> data = Pupils.labelled(GAUSSIAN, COUNT);
        TrainedStudent first = good.train(good.blank(1), data, 2);
        assertThat(first.status()).isEqualTo(Status.IMPROVED);
        StudentTrainer bad = new StudentTrainer(
                wild.withStudent(wild.student().withLearningRate(5, 1).withSteps(40)), GAUSSIAN);
        TrainedStudent second = bad.train(first, data, 3);
        assertThat(second.status()).isEqualTo(Status.KEPT_PREVIOUS);
        assertThat(Stream.of(0, 1, 2).map(second.student()::policy))
                .isEqualTo(Stream.of(0, 1, 2).map(first.student()::policy).toList());
    }
}
