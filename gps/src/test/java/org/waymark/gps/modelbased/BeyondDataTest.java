package org.waymark.gps.modelbased;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
        Optional<LearnedDynamics> model = Optional.of(model(LINEAR));
        assertThat(BeyondData.fraction(model, steps(0, 50))).isZero();
        assertThat(BeyondData.fraction(model, steps(100, 50))).isOne();
        assertThat(BeyondData.fraction(model, steps(0, 60).plus(steps(100, 20))))
                .isEqualTo(0.25);
    }

    @Test
    void nothingIsKnownWithoutAModelOrOfASingleNetwork() {
        assertThat(BeyondData.fraction(Optional.empty(), steps(0, 5))).isNaN();
        LearnedDynamics single = model(ModelOptions.defaults()
                .withKind(Kind.NETWORK)
                .withMembers(1, 1)
                .withHidden(4)
                .withEpochs(1));
        assertThat(BeyondData.fraction(Optional.of(single), steps(100, 5))).isNaN();
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
