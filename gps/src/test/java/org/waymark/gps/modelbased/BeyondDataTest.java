package org.waymark.gps.modelbased;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelLearner;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.ModelOptions.Kind;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.gps.algorithm.Warning;
import org.waymark.lqr.RandomStreams;

class BeyondDataTest {
    private static final ModelOptions LINEAR = ModelOptions.defaults().withKind(Kind.BAYESIAN_LINEAR);

    /** x' = x + u, from states around a centre. */
    private static Transitions steps(double centre, int count) {
        RandomGenerator random = new RandomStreams(1).stream("steps", 0, 0, 0);
        double[] x = random.doubles(count, centre - 1, centre + 1).toArray();
        double[] u = random.doubles(count, -1, 1).toArray();
        double[] next = new double[count];
        Arrays.setAll(next, i -> x[i] + u[i] + 0.01 * random.nextGaussian());
        return Transitions.of(1, 1, x, u, next, new double[count]);
    }

    private static LearnedDynamics model(ModelOptions options) {
        return new ModelLearner(options)
                .fit(steps(0, 200), Optional.empty(), 1, 1)
                .model();
    }

    @Test
    void stepsAmongTheDataAreWithinAndStepsFarAwayBeyond() {
        LearnedDynamics model = model(LINEAR);
        assertThat(BeyondData.fraction(model, steps(0, 50))).isZero();
        assertThat(BeyondData.fraction(model, steps(100, 50))).isOne();
        assertThat(BeyondData.fraction(model, steps(0, 60).plus(steps(100, 20))))
                .isEqualTo(0.25);
    }

    @Test
    void nothingIsKnownWithoutAModelOrEpisodesOrOfASingleNetwork() {
        List<Episode> far;
        try (EpisodeRunner runner = new EpisodeRunner(Runners.listed(x -> false, 100), 7)) {
            far = runner.run(1, 1, (x, o, t, random, u) -> u[0] = 1);
        }
        assertThat(BeyondData.fraction(Optional.of(model(LINEAR)), far)).isOne();
        assertThat(BeyondData.fraction(Optional.of(model(LINEAR)), List.of())).isNaN();
        assertThat(BeyondData.fraction(Optional.empty(), far)).isNaN();
        LearnedDynamics single = model(ModelOptions.defaults()
                .withKind(Kind.NETWORK)
                .withMembers(1, 1)
                .withHidden(4)
                .withEpochs(1));
        assertThat(BeyondData.fraction(Optional.of(single), far)).isNaN();
    }

    @Test
    void moreThanAQuarterOfTheStepsIsToldWithItsShare() {
        assertThat(BeyondData.warnings(Double.NaN)).isEmpty();
        assertThat(BeyondData.warnings(0.25)).isEmpty();
        assertThat(BeyondData.warnings(0.4)).containsExactly(Warning.of(Warning.Kind.MODEL_BEYOND_DATA, 0.4));
        assertThat(Warning.lines(BeyondData.warnings(0.4)))
                .containsExactly("the model was asked beyond its data: 40 % of the steps");
        assertThat(BeyondData.warnings(0.4).get(0).message())
                .isEqualTo("the model was asked beyond its data: 40 % of the steps");
    }
}
