package org.waymark.distillation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudentTrainerTest {
    private static DistillationOptions linear(StudentKind kind) {
        return DistillationOptions.defaults()
                .withStudent(StudentOptions.defaults()
                        .withKind(kind)
                        .withHidden()
                        .withSteps(4000)
                        .withLearningRate(0.02, 1e-5));
    }

    private static void assertLearnt(List<TaughtTask> tasks, DistillationOptions options) {
        StudentTrainer trainer = new StudentTrainer(options, tasks);
        Student student =
                trainer.train(trainer.blank(1), Pupils.labelled(tasks, 300), 1).student();
        for (int k = 0; k < tasks.size(); k++) {
            Labelled fresh = Pupils.labelled(tasks.get(k), 50, 99);
            double[] observation = new double[fresh.observationSize()];
            double[] control = new double[fresh.outputSize()];
            for (int n = 0; n < fresh.size(); n++) {
                System.arraycopy(fresh.observations(), n * observation.length, observation, 0, observation.length);
                student.policy(k).mean(observation, control);
                for (int j = 0; j < control.length; j++) {
                    assertThat(control[j]).isCloseTo(fresh.targets()[n * control.length + j], within(1e-6));
                }
            }
        }
    }

    @Test
    void linearTeachersAreLearnt() {
        assertLearnt(List.of(Pupils.gaussian("a", 3, 2, 1), Pupils.gaussian("b", 2, 1, 2)), linear(StudentKind.HEADS));
        assertLearnt(List.of(Pupils.gaussian("a", 3, 2, 1)), linear(StudentKind.TASK_INPUT));
        // two teachers that say the same
        assertLearnt(List.of(Pupils.gaussian("a", 3, 2, 1), Pupils.gaussian("b", 3, 2, 1)), linear(StudentKind.SINGLE));
    }

    @Test
    void scoresOfALinearTeacherAreLearnt() {
        assertLearnt(
                List.of(Pupils.discrete("a", 3, 4, 1)),
                linear(StudentKind.HEADS).withActionLoss(ActionLoss.MSE, 1));
    }

    @Test
    void theTemperatureIsTheTeachersAlone() {
        // softmax(z) = softmax(q/τ) wherever z = q/τ: the student's outputs are the scores, divided by τ
        List<TaughtTask> tasks = List.of(Pupils.discrete("a", 3, 3, 1));
        StudentTrainer trainer =
                new StudentTrainer(linear(StudentKind.HEADS).withActionLoss(ActionLoss.KL, 0.5), tasks);
        Student student =
                trainer.train(trainer.blank(1), Pupils.labelled(tasks, 300), 1).student();
        Labelled fresh = Pupils.labelled(tasks.get(0), 1, 99);
        double[] z = new double[3];
        student.policy(0).mean(fresh.observations(), z);
        for (int a = 1; a < 3; a++) {
            double expected = (fresh.targets()[a] - fresh.targets()[0]) / 0.5;
            assertThat(z[a] - z[0]).isCloseTo(expected, within(1e-3));
        }
    }

    @Test
    void aLowTemperatureIsTheChoiceAlone() {
        List<TaughtTask> tasks = List.of(Pupils.discrete("a", 3, 3, 1), Pupils.discrete("b", 2, 4, 2));
        List<Labelled> data = Pupils.labelled(tasks, 40);
        DistillationOptions options = linear(StudentKind.HEADS);
        StudentTrainer cold = new StudentTrainer(options.withActionLoss(ActionLoss.KL, 1e-5), tasks);
        StudentTrainer choice = new StudentTrainer(options.withActionLoss(ActionLoss.NLL, 1), tasks);
        Student blank = cold.blank(3).student();
        for (int k = 0; k < 2; k++) {
            assertThat(cold.descent(blank, data, 1).loss(k))
                    .isCloseTo(choice.descent(blank, data, 1).loss(k), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(ActionLoss.class)
    void studentsChooseAsTheirTeachersDo(ActionLoss loss) {
        List<TaughtTask> tasks = List.of(Pupils.discrete("a", 3, 3, 1), Pupils.discrete("b", 2, 4, 2));
        DistillationOptions options = DistillationOptions.defaults()
                .withStudent(StudentOptions.defaults().withHidden(16).withSteps(2000))
                .withActionLoss(loss, 0.01);
        StudentTrainer trainer = new StudentTrainer(options, tasks);
        Student student =
                trainer.train(trainer.blank(1), Pupils.labelled(tasks, 500), 1).student();
        for (int k = 0; k < 2; k++) {
            int same = 0;
            int p = tasks.get(k).observationSize();
            double[] wanted = new double[1];
            double[] found = new double[1];
            for (int n = 0; n < 500; n++) {
                double[] o = Pupils.random(1000 + n).doubles(p, -2, 2).toArray();
                tasks.get(k).teacher().actor().act(o, o, 0, wanted);
                student.actor(k).act(o, o, 0, found);
                same += wanted[0] == found[0] ? 1 : 0;
            }
            // a tenth would be chance's three to four of ten taken away; measured are 485 and more
            assertThat(same).isGreaterThan(470);
        }
        assertThat(student.policy(0).covariance()).containsOnly(0);
    }

    @Test
    void variancesAreTheTeachers() {
        List<TaughtTask> tasks = List.of(
                Pupils.gaussian("a", 3, 2, 1),
                Pupils.task(
                        "certain",
                        GaussianTeacher.of(
                                new Pupils.LinearPolicy(new double[][] {{1, 2}}, new double[1], new double[1])),
                        2,
                        1));
        StudentTrainer trainer = new StudentTrainer(linear(StudentKind.HEADS), tasks);
        Student student =
                trainer.train(trainer.blank(1), Pupils.labelled(tasks, 20), 1).student();
        double[] covariance = student.policy(0).covariance();
        assertThat(covariance[0]).isCloseTo(0.25, within(1e-12));
        assertThat(covariance[3]).isCloseTo(0.25, within(1e-12));
        assertThat(student.policy(1).covariance()).containsExactly(0);
    }

    @Test
    void tasksWeighTheSameHoweverPreciseTheirTeachers() {
        Pupils.LinearPolicy policy = Pupils.linear(3, 2, 1);
        Pupils.LinearPolicy precise =
                new Pupils.LinearPolicy(policy.gain(), policy.offset(), new double[] {1e-6, 0, 0, 1e-6});
        List<TaughtTask> tasks = List.of(
                Pupils.task("loose", GaussianTeacher.of(policy), 3, 2),
                Pupils.task("precise", GaussianTeacher.of(precise), 3, 2));
        StudentTrainer trainer = new StudentTrainer(linear(StudentKind.TASK_INPUT), tasks);
        Labelled loose = Pupils.labelled(tasks.get(0), 30, 1);
        Labelled sure = Pupils.labelled(tasks.get(1), 30, 1);
        TrainedStudent trained = trainer.train(trainer.blank(1), List.of(loose, sure), 1);
        // next to nothing is learnt yet: close to the constant control's
        assertThat(trained.lossBefore().get(0)).isCloseTo(1, within(0.05));
        assertThat(trained.lossBefore().get(1)).isCloseTo(trained.lossBefore().get(0), within(1e-2));
    }

    @Test
    void refusesTeachersThatOneStudentCannotTake() {
        DistillationOptions single = linear(StudentKind.SINGLE);
        TaughtTask first = Pupils.gaussian("first", 3, 2, 1);
        assertThatThrownBy(() -> new StudentTrainer(single, List.of(first, Pupils.gaussian("small", 3, 1, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("teacher small: has 1 controls, but teacher first has 2");
        assertThatThrownBy(() -> new StudentTrainer(single, List.of(first, Pupils.gaussian("blind", 2, 2, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("teacher blind: observes [x0 [m], x1 [m]], but teacher first");
        assertThatThrownBy(() -> new StudentTrainer(
                        linear(StudentKind.HEADS), List.of(first, Pupils.discrete("choosy", 3, 2, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("teacher choosy: has discrete actions, but teacher first has continuous controls; a student"
                        + " takes one kind");
        assertThatThrownBy(() -> new StudentTrainer(linear(StudentKind.HEADS), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void refusesAnEmptyTransferSet() {
        List<TaughtTask> tasks = List.of(Pupils.gaussian("a", 3, 2, 1), Pupils.gaussian("b", 2, 1, 2));
        StudentTrainer trainer = new StudentTrainer(linear(StudentKind.HEADS), tasks);
        assertThatThrownBy(() -> trainer.train(
                        trainer.blank(1), List.of(Pupils.labelled(tasks.get(0), 5, 1), Labelled.none(2, 1)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("teacher b: its transfer set is empty");
    }

    @Test
    void refusesATeacherThatDoesNotFitItsTask() {
        assertThatThrownBy(() -> Pupils.task("odd", GaussianTeacher.of(Pupils.linear(3, 2, 1)), 4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("teacher odd: expected 4 observations, as its task has, found 3");
        assertThatThrownBy(() -> Pupils.task("odd", GaussianTeacher.of(Pupils.linear(4, 3, 1)), 4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("teacher odd: expected 2 controls, as its task has, found 3");
    }

    @Test
    void refusesOptionsOutOfRange() {
        DistillationOptions defaults = DistillationOptions.defaults();
        for (double temperature : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> defaults.withActionLoss(ActionLoss.KL, temperature))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("distillation.temperature: " + temperature + " is not > 0");
        }
        assertThatThrownBy(() -> defaults.withIterations(0, 1)).hasMessageContaining("iterations: 0 is not ≥ 1");
        assertThatThrownBy(() -> defaults.withIterations(1, 0)).hasMessageContaining("rollouts: 0 is not ≥ 1");
        assertThatThrownBy(() -> defaults.withTeacherShare(1.5)).hasMessageContaining("teacherShare: 1.5");
        assertThatThrownBy(() -> defaults.withNoise(-1)).hasMessageContaining("noise: -1.0 is not ≥ 0");
        assertThatThrownBy(() -> defaults.withFarthest(0.5)).hasMessageContaining("farthest: 0.5 is not ≥ 1");
        assertThatThrownBy(() -> StudentOptions.defaults().withHidden(4, 0)).hasMessageContaining("hidden[1]: 0");
    }
}
