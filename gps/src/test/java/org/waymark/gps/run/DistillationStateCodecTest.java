package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.GaussianTeacher;
import org.waymark.distillation.policy.StudentKind;
import org.waymark.distillation.policy.StudentOptions;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.learner.Step;
import org.waymark.gps.learner.distillation.DistillationLearner;
import org.waymark.gps.learner.distillation.Subject;
import org.waymark.gps.metrics.MetricTable;

class DistillationStateCodecTest {
    private static final List<String> NAMES = List.of("near", "far, and \"quoted\"");

    /** Two controllers of the point mass, each with a task to itself. */
    private static List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (String name : NAMES) {
            Experiment experiment = Tiny.experiment("task.horizon=" + (subjects.isEmpty() ? 10 : 15));
            ExperimentTask built = ExperimentTask.build(experiment);
            Starts.Listed starts = (Starts.Listed) built.task().starts();
            subjects.add(new Subject(
                    name,
                    name,
                    GaussianTeacher.of(starts.initialControllers().get(subjects.size())),
                    built.task(),
                    built.plant().observationNames()));
        }
        return subjects;
    }

    @ParameterizedTest
    @EnumSource(StudentKind.class)
    void whatIsReadBackGoesOnToTheSameBitsAndEveryMetricHasItsRow(StudentKind kind) {
        StudentOptions student =
                StudentOptions.defaults().withHidden(6, 5).withKind(kind).withSteps(30);
        DistillationOptions options =
                DistillationOptions.defaults().withStudent(student).withIterations(3, 2);
        try (DistillationLearner learner = new DistillationLearner(subjects(), options, 3, 1, phase -> {})) {
            DistillationState state = learner.initialState();
            for (int i = 1; i <= 3; i++) {
                DistillationState readBack =
                        StateCodec.decode(StateCodec.encode(state, learner.format()), learner.format());
                Step<DistillationState> next = learner.iterate(state);
                Step<DistillationState> resumed = learner.iterate(readBack);
                assertThat(resumed.metrics()).isEqualTo(next.metrics());
                assertThat(resumed.statuses()).isEqualTo(next.statuses());
                assertThat(StateCodec.encode(resumed.state(), learner.format()))
                        .isEqualTo(StateCodec.encode(next.state(), learner.format()));
                assertThat(next.metrics().keySet())
                        .allSatisfy(
                                key -> assertThat(MetricTable.row(key)).as(key).isPresent());
                assertThat(MetricTable.row("policy/return/near")).isNotEqualTo(MetricTable.row("policy/return"));
                // two rollouts of 10 and of 15 steps in each iteration
                assertThat(next.metrics()).containsEntry("steps/environment", 50.0 * i);
                // the near teacher does no better than doing nothing: there is no return
                assertThat(next.metrics().get("policy/return/" + NAMES.get(0))).isNaN();
                assertThat(next.metrics().get("policy/return"))
                        .isEqualTo(next.metrics().get("policy/return/" + NAMES.get(1)));
                assertThat(learner.standing(next.state()).environmentSteps()).isEqualTo(50L * i);
                state = next.state();
            }
        }
    }
}
