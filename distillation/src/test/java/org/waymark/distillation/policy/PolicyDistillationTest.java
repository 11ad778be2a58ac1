package org.waymark.distillation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;

class PolicyDistillationTest {
    /**
     * Two unstable states, each with a control of its own. From starts with x₀ = x₁ the teacher, who treats both alike, never leaves the line
     * x₀ = x₁: its states do not tell the two gains apart. The least error of a student does leave it, and drifts away by 1.3⁸⁰ = 1e9.
     */
    private static TaughtTask drifting() {
        double[][] a = {{1.3, 0}, {0, 1.3}};
        double[][] b = {{1, 0}, {0, 1}};
        double[] certain = new double[4];
        Pupils.LinearPolicy teacher =
                new Pupils.LinearPolicy(new double[][] {{-1, 0}, {0, -1}}, new double[2], certain);
        return new TaughtTask(
                "drifting", GaussianTeacher.of(teacher), new LinearPlant(a, b, new double[] {0.02, 0.02}, 80, i -> {
                    double x = Pupils.random(i).nextDouble(-1, 1);
                    return new double[] {x, x};
                }));
    }

    private static DistillationState distil(TaughtTask task, double teacherShare, int iterations, long seed) {
        DistillationOptions options = DistillationOptions.defaults()
                .withStudent(StudentOptions.defaults()
                        .withHidden()
                        .withSteps(600)
                        .withWeightDecay(1e-3)
                        .withLearningRate(0.02, 1e-2))
                .withIterations(iterations, 5)
                .withTeacherShare(teacherShare);
        PolicyDistillation distillation = new PolicyDistillation(List.of(task), options, seed);
        DistillationState state = distillation.initialState();
        for (int i = 0; i < iterations; i++) {
            state = distillation.iterate(state);
        }
        return state;
    }

    @Test
    void theStudentsOwnStatesTeachWhatTheTeachersDoNot() {
        DistillationState onTeacher = distil(drifting(), 1, 6, 1);
        DistillationState onStudent = distil(drifting(), 0, 6, 1);
        double teacher = onTeacher.reference().get(0).teacher();
        // the gains of the sum of both states are known either way, that of their difference from the student's states
        // alone
        assertThat(onTeacher.costs().get(0)).isGreaterThan(2 * teacher);
        assertThat(onStudent.costs().get(0)).isLessThan(1.1 * teacher);
        assertThat(onTeacher.visits()).isEqualTo(onStudent.visits());
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        DistillationState once = distil(drifting(), 0.5, 3, 7);
        DistillationState again = distil(drifting(), 0.5, 3, 7);
        DistillationState other = distil(drifting(), 0.5, 3, 8);
        assertThat(again.student().student().policy(0))
                .isEqualTo(once.student().student().policy(0));
        assertThat(other.student().student().policy(0))
                .isNotEqualTo(once.student().student().policy(0));
    }

    @Test
    void theMixtureFallsFromTeacherToStudent() {
        // the visits of the first iteration are the teacher's own, whatever the share
        for (double share : new double[] {0, 0.5, 1}) {
            TaughtTask task = drifting();
            LinearPlant plant = (LinearPlant) task.environment();
            DistillationState one = distil(task, share, 1, 1);
            List<Actor> teachers = Collections.nCopies(5, task.teacher().actor());
            assertThat(one.data().get(0).observations())
                    .isEqualTo(plant.collect(0, teachers).observations());
            boolean teacherActsAlone = Arrays.equals(
                    distil(task, share, 2, 1).data().get(0).observations(),
                    one.data()
                            .get(0)
                            .plus(task.teacher().label(plant.collect(1, teachers)))
                            .observations());
            assertThat(teacherActsAlone).isEqualTo(share == 1);
        }
    }

    @Test
    void theBestStudentIsKept() {
        DistillationState state = distil(drifting(), 0, 6, 1);
        double best = state.best().orElseThrow().costs().get(0);
        assertThat(best).isLessThanOrEqualTo(state.costs().get(0));
        assertThat(drifting().environment().cost(state.best().get().student().actor(0)))
                .isEqualTo(best);
    }

    @Test
    void aControllerTeachesByItsTimes() {
        // u_t = t, with precision (t+1)²
        int horizon = 4;
        double[] offset = {0, 1, 2, 3};
        double[] covariance = {1, 1.0 / 4, 1.0 / 9, 1.0 / 16};
        GaussianTeacher teacher = GaussianTeacher.of(new LinearGaussianController(
                TimeVaryingMatrix.of(horizon, 1, 2, new double[8]),
                TimeVaryingMatrix.of(horizon, 1, 1, offset),
                TimeVaryingMatrix.of(horizon, 1, 1, covariance)));
        Labelled said = teacher.label(new Visits(2, 1, new double[6], new double[] {7, 8, 9}, new int[] {3, 0, 2}));
        assertThat(said.targets()).containsExactly(3, 0, 2);
        assertThat(said.precisions()).containsExactly(new double[] {16, 1, 9}, within(1e-12));
        assertThat(said.observations()).containsExactly(7, 8, 9);
    }

    @Test
    void statesWhereAStudentHasLostItsWayTeachNothing() {
        Visits visits = new Visits(1, 1, new double[] {1, 50, -2}, new double[] {1, 50, -2}, new int[] {0, 1, 2});
        Visits within = visits.within(new Reach(new double[] {-1}, new double[] {1}), 10);
        assertThat(within.observations()).containsExactly(1, -2);
        assertThat(within.times()).containsExactly(0, 2);
    }

    @Test
    void returnsAreRelativeToDoingNothing() {
        DistillationState.Reference reference = new DistillationState.Reference(10, 110);
        assertThat(reference.returnOf(10)).isEqualTo(1);
        assertThat(reference.returnOf(110)).isZero();
        assertThat(reference.returnOf(Double.POSITIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new DistillationState.Reference(10, 10).returnOf(10)).isNaN();
    }
}
