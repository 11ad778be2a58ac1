package org.waymark.gps.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.backprop.GradientStudy.Spread;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.modelbased.Episode;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class GradientStudyTest {
    /** An episode that begins at a state, so that imagined ones do. */
    private static List<Episode> from(double... state) {
        TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(2, 2, new double[] {state[0], state[1], 0, 0});
        TimeVaryingMatrix controls = TimeVaryingMatrix.zeros(1, 1, 1);
        Rollout rollout = new Rollout(states, controls, TimeVaryingMatrix.zeros(2, 3, 1), controls, 0);
        return List.of(new Episode(rollout, new double[1], 0, false));
    }

    /** The steps of x' = diag(λ, ½) x + (u/10, 0) under u = 0 have spectral radius λ. */
    @Test
    void radiiOfALinearPlantAreItsLargestEigenvalue() {
        GradientStudy study =
                GradientStudy.of(Pupils.unstable(1.3), Pupils.still(), from(0.1, 0.1), 5, 2, 0, new RandomStreams(1));
        assertThat(study.radii()).hasDimensions(5, 2);
        for (double[] row : study.radii()) {
            for (double radius : row) {
                assertThat(radius).isCloseTo(1.3, within(1e-6));
            }
        }
    }

    /** Feedback u = −5 sin x_0 moves the eigenvalue at x_0 = 0 from 1.3 to 0.8. */
    @Test
    void feedbackIsPartOfTheStep() {
        NetworkPolicy feedback =
                Pupils.with(Pupils.still(), new double[] {-5, 0, 0, 0}).withCovariance(new double[] {1e-16});
        GradientStudy study =
                GradientStudy.of(Pupils.unstable(1.3), feedback, from(0, 0), 3, 2, 0, new RandomStreams(1));
        assertThat(study.radii()[2][0]).isCloseTo(0.8, within(1e-5));
    }

    /** The gradients agree in expectation; that by the likelihood ratio varies more. */
    @Test
    void bothEstimatorsHaveTheSameExpectation() {
        ImaginedPlant plant = Pupils.plant(Pupils.ensemble(), true, state -> false);
        NetworkPolicy policy = Pupils.policy(Activation.TANH, false, 0.3);
        int samples = 4000;
        GradientStudy study = GradientStudy.of(plant, policy, from(0.5, -0.3), 3, samples, 0, new RandomStreams(2));
        for (int h = 0; h < study.horizons().length; h++) {
            // each estimate is off by √(variance/samples); five such errors leave no room for chance
            double error = Math.sqrt((study.pathwiseVariance()[h] + study.ratioVariance()[h]) / samples);
            assertThat(study.ratioNorm()[h]).isCloseTo(study.pathwiseNorm()[h], within(5 * error));
            assertThat(5 * error).isLessThan(2 * study.pathwiseNorm()[h]);
            assertThat(study.pathwiseVariance()[h]).isLessThan(study.ratioVariance()[h]);
        }
    }

    @Test
    void spreadIsMeanAndTraceOfTheCovariance() {
        Spread spread = new Spread(2);
        double[][] vectors = {{1, 2}, {3, 2}, {5, 8}};
        Arrays.stream(vectors).forEach(spread::add);
        assertThat(spread.mean()).containsExactly(3, 4);
        assertThat(spread.normOfMean()).isEqualTo(5);
        assertThat(spread.variance()).isCloseTo(4 + 12, within(1e-12));
    }
}
