package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Policy;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

class PolicyLinearizerTest {
    private static final LinearSystem SYSTEM = new LinearSystem(1, 3, 2, 10);
    private static final PolicyLinearizerOptions OPTIONS =
            PolicyLinearizerOptions.defaults().withRelativeRegularization(0);
    private static final PolicyLinearizerOptions NO_MIXTURE =
            OPTIONS.withPrior(PriorOptions.defaults().withKind(PriorOptions.Kind.CONSTANT));

    private static RandomGenerator random() {
        return new RandomStreams(2).stream("linearization", 0, 0, 0);
    }

    /** u = bend·sin(Gx + b) + (1 − bend)(Gx + b), with variances v. */
    private record Bent(double bend, double[] variances) implements Policy {
        private static final double[][] GAIN = {{0.5, -1, 0.2}, {0.1, 0.7, -0.4}};
        private static final double[] BIAS = {0.3, -0.6};

        @Override
        public int observationSize() {
            return 3;
        }

        @Override
        public int controlSize() {
            return 2;
        }

        @Override
        public void mean(double[] observation, double[] control) {
            for (int i = 0; i < 2; i++) {
                double sum = BIAS[i];
                for (int j = 0; j < 3; j++) {
                    sum += GAIN[i][j] * observation[j];
                }
                control[i] = bend * Math.sin(sum) + (1 - bend) * sum;
            }
        }

        @Override
        public double[] covariance() {
            return new double[] {variances[0], 0, 0, variances[1]};
        }
    }

    private static final Policy LINEAR = new Bent(0, new double[] {0.04, 0.09});

    private static LinearizedPolicy linearize(PolicyLinearizerOptions options, Policy policy, List<Rollout> rollouts) {
        return new PolicyLinearizer(options).linearize(policy, rollouts, MixturePrior.empty(), random());
    }

    @Test
    void aLinearPolicyIsRecoveredExactly() {
        PolicyLinearizerOptions exact = NO_MIXTURE.withConstantStrength(0).withRegularization(0);
        LinearGaussianController controller =
                linearize(exact, LINEAR, SYSTEM.rollouts(3, 8, 0.1, 0)).controller();
        for (int t = 0; t < 10; t++) {
            for (int i = 0; i < 2; i++) {
                assertThat(controller.offset().get(t, i)).isCloseTo(Bent.BIAS[i], within(1e-10));
                for (int j = 0; j < 3; j++) {
                    assertThat(controller.gain().get(t, i, j)).isCloseTo(Bent.GAIN[i][j], within(1e-10));
                }
            }
            assertThat(controller.covariance(t)).containsExactly(new double[] {0.04, 0, 0, 0.09}, within(1e-10));
        }
    }

    @Test
    void aConstantPriorPullsTheGainsToZeroAndWithoutWeightIsNone() {
        PolicyLinearizerOptions none = OPTIONS.withPrior(PriorOptions.defaults().withKind(PriorOptions.Kind.NONE));
        Policy bent = new Bent(1, new double[] {0.04, 0.09});
        List<Rollout> rollouts = SYSTEM.rollouts(4, 6, 0.1, 0);
        LinearGaussianController free = linearize(none, bent, rollouts).controller();
        LinearGaussianController weightless =
                linearize(NO_MIXTURE.withConstantStrength(0), bent, rollouts).controller();
        LinearGaussianController heavy =
                linearize(NO_MIXTURE.withConstantStrength(1e6), bent, rollouts).controller();
        assertThat(weightless.gain()).isEqualTo(free.gain());
        assertThat(weightless.covariance()).isEqualTo(free.covariance());
        for (double k : heavy.gain().toArray()) {
            assertThat(k).isCloseTo(0, within(1e-4));
        }
        for (double k : free.gain().step(3)) {
            assertThat(Math.abs(k)).isGreaterThan(1e-3);
        }
    }

    @Test
    void priorsOfAPlantAreRefused() {
        assertThatThrownBy(() -> OPTIONS.withPrior(PriorOptions.defaults().withKind(PriorOptions.Kind.NETWORK)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("linearization.prior.kind: expected one of [MIXTURE, CONSTANT, NONE], found NETWORK");
    }

    /** The mixture itself lies on the policy up to the ridge 1e-6 on its covariances, which bends gains by about that much. */
    @Test
    void andAlmostExactlyWithAMixture() {
        LinearGaussianController controller =
                linearize(OPTIONS, LINEAR, SYSTEM.rollouts(3, 8, 0.1, 0)).controller();
        for (int t = 0; t < 10; t++) {
            for (int j = 0; j < 3; j++) {
                assertThat(controller.gain().get(t, 0, j)).isCloseTo(Bent.GAIN[0][j], within(1e-4));
            }
        }
    }

    @Test
    void whatTheLineMissesGoesIntoTheCovariance() {
        Policy bent = new Bent(1, new double[] {0.04, 0.09});
        List<Rollout> rollouts = SYSTEM.rollouts(4, 12, 0.1, 0);
        LinearGaussianController controller = linearize(OPTIONS, bent, rollouts).controller();
        for (int t = 0; t < 10; t++) {
            assertThat(controller.covariance(t)[0]).isGreaterThan(0.04);
            assertThat(controller.covariance(t)[3]).isGreaterThan(0.09);
        }
    }

    @Test
    void aDeterministicPolicyStillHasADensity() {
        Policy silent = new Bent(0, new double[] {0, 0});
        PolicyLinearizerOptions options =
                NO_MIXTURE.withConstantStrength(0).withRegularization(0).withMinimumVariance(1e-6);
        LinearGaussianController controller =
                linearize(options, silent, SYSTEM.rollouts(5, 8, 0.1, 0)).controller();
        for (int t = 0; t < 10; t++) {
            assertThat(controller.covariance(t)).containsExactly(new double[] {1e-6, 0, 0, 1e-6}, within(1e-11));
        }
    }

    /** E.g. a state entry that is always the same, and two rollouts for three states. */
    @Test
    void survivesConstantEntriesAndFewRollouts() {
        List<Rollout> rollouts = SYSTEM.rollouts(6, 2, 0.1, 1);
        for (PolicyLinearizerOptions options : List.of(OPTIONS, NO_MIXTURE, NO_MIXTURE.withConstantStrength(0))) {
            LinearGaussianController controller =
                    linearize(options, LINEAR, rollouts).controller();
            double[] state = new double[3];
            double[] expected = new double[2];
            double[] found = new double[2];
            for (Rollout rollout : rollouts) {
                rollout.states().read(4, state);
                LINEAR.mean(state, expected);
                controller.mean(state, 4, found);
                assertThat(found).containsExactly(expected, within(1e-2));
            }
        }
    }

    @Test
    void aChangedPolicyIsLinearisedAgainWithoutCountingItsRolloutsTwice() {
        List<Rollout> rollouts = SYSTEM.rollouts(7, 6, 0.1, 0);
        PolicyLinearizer linearizer = new PolicyLinearizer(OPTIONS);
        LinearizedPolicy first = linearizer.linearize(LINEAR, rollouts, MixturePrior.empty(), random());
        LinearizedPolicy again =
                linearizer.relinearize(new Bent(0.5, new double[] {0.04, 0.09}), rollouts, first.prior(), random());
        assertThat(again.prior().rollouts()).isEqualTo(6);
        assertThat(again.prior().rows()).containsExactly(first.prior().rows());
        assertThat(again.controller().gain()).isNotEqualTo(first.controller().gain());
        assertThatThrownBy(() -> linearizer.relinearize(LINEAR, SYSTEM.rollouts(8, 6, 0.1, 0), first.prior(), random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latest rollouts");
    }

    /** The buffer keeps what the policy saw, so that all its means are those of the policy as it is now. */
    @Test
    void oldRolloutsAreSeenWithThePresentPolicy() {
        PolicyLinearizer linearizer = new PolicyLinearizer(OPTIONS);
        List<Rollout> old = SYSTEM.rollouts(9, 6, 0.1, 0);
        List<Rollout> recent = SYSTEM.rollouts(10, 6, 0.1, 0);
        Policy other = new Bent(1, new double[] {0.04, 0.09});
        MixturePrior prior =
                linearizer.linearize(other, old, MixturePrior.empty(), random()).prior();
        MixturePrior rowsOnly =
                MixturePrior.of(prior.rowSize(), prior.rowsPerRollout(), prior.rows(), Optional.empty(), 0);
        LinearizedPolicy found = linearizer.linearize(LINEAR, recent, rowsOnly, random());
        MixturePrior unbiased = linearizer
                .linearize(LINEAR, old, MixturePrior.empty(), random())
                .prior();
        MixturePrior sameRows =
                MixturePrior.of(unbiased.rowSize(), unbiased.rowsPerRollout(), unbiased.rows(), Optional.empty(), 0);
        LinearizedPolicy expected = linearizer.linearize(LINEAR, recent, sameRows, random());
        assertThat(found.controller().gain()).isEqualTo(expected.controller().gain());
    }

    @Test
    void everyOptionChangesTheResult() {
        List<Rollout> rollouts = SYSTEM.rollouts(11, 6, 0.1, 0);
        Policy policy = new Bent(0.5, new double[] {0.04, 0.09});
        LinearGaussianController mixture = linearize(OPTIONS, policy, rollouts).controller();
        LinearGaussianController constant =
                linearize(NO_MIXTURE, policy, rollouts).controller();
        assertThat(constant.gain()).isNotEqualTo(mixture.gain());
        assertThat(linearize(OPTIONS.withRegularization(0.1), policy, rollouts)
                        .controller()
                        .gain())
                .isNotEqualTo(mixture.gain());
        assertThat(linearize(OPTIONS.withMinimumVariance(1), policy, rollouts)
                        .controller()
                        .covariance())
                .isNotEqualTo(mixture.covariance());
        assertThat(linearize(NO_MIXTURE.withConstantStrength(1), policy, rollouts)
                        .controller()
                        .gain())
                .isNotEqualTo(constant.gain());
    }

    @Test
    void mistakesAreNamed() {
        List<Rollout> rollouts = SYSTEM.rollouts(12, 6, 0.1, 0);
        List<Rollout> others = new LinearSystem(1, 4, 2, 10).rollouts(1, 3, 0.1, 0);
        assertThatThrownBy(() -> linearize(OPTIONS, LINEAR, others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 4 observations and 2 controls as in the rollouts, found 3 and 2");
        assertThatThrownBy(() -> linearize(OPTIONS, LINEAR, rollouts.subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rollouts: expected at least 2, found 1");
        assertThatThrownBy(() -> linearize(OPTIONS, new Bent(Double.NaN, new double[2]), rollouts))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("policy mean");
        assertThatThrownBy(() -> OPTIONS.withMinimumVariance(0)).hasMessageContaining("linearization.minimumVariance");
        assertThatThrownBy(() -> OPTIONS.withRegularization(-1)).hasMessageContaining("linearization.regularization");
        assertThatThrownBy(() -> OPTIONS.withConstantStrength(-1))
                .hasMessageContaining("linearization.constantStrength");
    }
}
