package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.TeachingSet;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

class LessonTest {
    private static final int HORIZON = LinearTasks.HORIZON;
    private static final Iteration FIRST = LinearTasks.run(
                    LinearTasks.from(1), LinearTasks.options(Variant.LOCAL_ONLY, 1), 5, 1)
            .get(0);
    private static final List<Rollout> ROLLOUTS = FIRST.evidence().get(0).rollouts();
    private static final LinearGaussianController TEACHER =
            FIRST.updates().get(0).controller();

    private static TeachingSet around(int samples, double spread) {
        double[] weights = new double[HORIZON];
        Arrays.fill(weights, 1);
        Lesson lesson = new Lesson(ROLLOUTS.get(0), HORIZON * samples);
        lesson.addAround(
                ROLLOUTS,
                TEACHER,
                weights,
                new GainSupervision(samples, spread),
                new RandomStreams(1).stream("gains", 0, 0, 0));
        return lesson.collected();
    }

    /** The plant's observation is its state, so that the target must be what the teacher does at the observation. */
    @Test
    void theTargetIsWhatTheTeacherDoesThere() {
        int samples = 3;
        TeachingSet set = around(samples, 2);
        double[] u = new double[1];
        for (int row = 0; row < HORIZON * samples; row++) {
            int t = row / samples;
            TEACHER.mean(Arrays.copyOfRange(set.observations(), 2 * row, 2 * row + 2), t, u);
            assertThat(set.targets()[row]).isCloseTo(u[0], within(1e-12));
            assertThat(set.precisions()[row]).isEqualTo(TEACHER.precision().get(t, 0, 0));
        }
    }

    /** 20 000 samples: five standard errors of a variance are 5·√(2/20 000) = 5 % of it. */
    @Test
    void theStatesHaveTheMeanAndTheScaledCovarianceOfTheVisitedOnes() {
        int samples = 20_000;
        double spread = 1.5;
        double[] states = around(samples, spread).observations();
        int t = HORIZON / 2;
        for (int i = 0; i < 2; i++) {
            int entry = i;
            double[] drawn = new double[samples];
            for (int k = 0; k < samples; k++) {
                drawn[k] = states[2 * (t * samples + k) + entry];
            }
            double[] visited =
                    ROLLOUTS.stream().mapToDouble(r -> r.states().get(t, entry)).toArray();
            double deviation = spread * Math.sqrt(variance(visited));
            assertThat(mean(drawn)).isCloseTo(mean(visited), within(5 * deviation / Math.sqrt(samples)));
            assertThat(variance(drawn)).isCloseTo(deviation * deviation, within(0.05 * deviation * deviation));
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void gainSupervisionChangesThePolicyAndImpossibleOptionsAreRefused() {
        GpsOptions plain = LinearTasks.options(Variant.MIRROR_DESCENT, 1);
        GpsOptions taught = plain.withAlgorithm(plain.algorithm().withGainSupervision(new GainSupervision(4, 1)));
        assertThat(policyAfterOneIteration(taught)).isNotEqualTo(policyAfterOneIteration(plain));
        assertThatThrownBy(() -> new GainSupervision(-1, 1)).hasMessageContaining("samples: expected ≥ 0, found -1");
        assertThatThrownBy(() -> new GainSupervision(1, 0)).hasMessageContaining("spread: expected > 0, found 0.0");
    }

    private static Object policyAfterOneIteration(GpsOptions options) {
        List<Iteration> run = LinearTasks.run(LinearTasks.from(1, -1), options, 3, 1);
        return run.get(0).state().policy().orElseThrow().policy();
    }
}
