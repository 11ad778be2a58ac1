package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.GaussianTeacher;
import org.waymark.distillation.policy.PolicyDistillation;
import org.waymark.distillation.policy.StudentOptions;
import org.waymark.distillation.policy.TaughtTask;
import org.waymark.lqr.LinearGaussianController;

class FrozenTeachersTest {
    private static final Task TASK = LinearTasks.from(1, -0.5);
    private static final DistillationOptions OPTIONS = DistillationOptions.defaults()
            .withIterations(2, 2)
            .withStudent(StudentOptions.defaults().withHidden(8));

    private static SimulatedEnvironment environment() {
        return new SimulatedEnvironment(TASK, List.of("p", "v"), 7, 0, 1);
    }

    private static PolicyDistillation distillation(SimulatedEnvironment environment) {
        LinearGaussianController controller =
                ((Starts.Listed) TASK.starts()).initialControllers().get(0);
        return new PolicyDistillation(
                List.of(new TaughtTask("push", GaussianTeacher.of(controller), environment)), OPTIONS, 7);
    }

    @Test
    void theLoopIsPolicyDistillation() {
        try (SimulatedEnvironment alone = environment();
                SimulatedEnvironment inTheLoop = environment();
                GuidedPolicySearch<DistillationState, ?, ?, DistillationState> loop = new GuidedPolicySearch<>(
                        new FrozenTeachers(distillation(inTheLoop), List.of(inTheLoop)), phase -> {})) {
            PolicyDistillation distillation = distillation(alone);
            DistillationState expected = distillation.initialState();
            DistillationState found = loop.initialState();
            for (int i = 1; i <= 2; i++) {
                expected = distillation.iterate(expected);
                found = loop.iterate(found);
                assertThat(found.iteration()).isEqualTo(i);
                assertThat(found.costs()).isEqualTo(expected.costs());
                assertThat(found.student().student().policy(0))
                        .isEqualTo(expected.student().student().policy(0));
            }
            assertThat(loop.evaluate(found).cost())
                    .isEqualTo(
                            alone.evaluate(found.best().orElseThrow().student().actor(0))
                                    .cost());
        }
    }
}
