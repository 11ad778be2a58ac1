package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.dynamics.ReferenceCase.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.Policy;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** The numbers of the 2017 reference implementation, to 1e-9 of the largest entry (its regressions have condition 1e6 to 1e8). */
class ReferenceNumbersTest {
    private static final double TOLERANCE = 1e-9;
    private static final PriorOptions FROZEN =
            PriorOptions.defaults().withMaxIterations(0).withRelativeRidge(1e-300);
    private final RandomGenerator random = new RandomStreams(1).stream("test", 0, 0, 0);

    @Test
    void plainRegression() {
        ReferenceCase given = ReferenceCase.load("a_dynamics_lr_small");
        int horizon = given.node("sizes/T").asInt() - 1;
        DynamicsOptions options =
                DynamicsOptions.defaults().withPrior(PriorOptions.defaults().withKind(PriorOptions.Kind.NONE));
        DynamicsFitter fitter =
                new DynamicsFitter(options, ReferenceCase.allEntries(given.number("inputs/regularization")));
        LinearGaussianModel model = fitter.fit(given.rollouts("U", horizon), MixturePrior.empty(), random)
                .model();
        assertModel(model, given);
    }

    @Test
    void regressionWithMixturePrior() {
        ReferenceCase given = ReferenceCase.load("a_dynamics_gmm_small");
        int horizon = given.node("sizes/T").asInt() - 1;
        List<Rollout> rollouts = given.rollouts("U", horizon);
        DynamicsOptions options = DynamicsOptions.defaults()
                .withPrior(FROZEN.withStrength(given.number("inputs/strength")))
                .withInitialStateVariance(given.number("inputs/initial_state_var"));
        DynamicsFitter fitter =
                new DynamicsFitter(options, ReferenceCase.allEntries(given.number("inputs/regularization")));
        GaussianMixture mixture = given.mixture("inputs/gmm");
        MixturePrior prior = MixturePrior.of(
                0,
                0,
                new double[0],
                Optional.of(mixture),
                given.node("inputs/gmm/N").asInt());

        FittedDynamics fitted = fitter.fit(rollouts, prior, random);

        assertModel(fitted.model(), given);
        assertThat(fitted.em().start()).isEqualTo(EmReport.Start.WARM);
        assertClose("x0", fitted.model().initialState().mean(), given.array("outputs/x0mu"), TOLERANCE);
        assertInitialState(fitted.model().initialState().covariance(), given);
    }

    /** The reference adds Φ = n·diag(σ_b²) undivided to the variance; without that, the posterior of a sample under itself is σ². */
    private static void assertInitialState(double[] covariance, ReferenceCase given) {
        double[] withPrior = given.array("outputs/x0sigma_with_prior");
        double[] withoutPrior = given.array("outputs/x0sigma_no_prior");
        assertClose("covariance of x0", covariance, withoutPrior, TOLERANCE);
        int n = given.node("sizes/dX").asInt();
        double[] reference = new double[covariance.length];
        for (int i = 0; i < covariance.length; i++) {
            reference[i] = covariance[i] * (1 + n);
        }
        assertClose("covariance of x0 with Φ undivided", reference, withPrior, TOLERANCE);
    }

    @Test
    void priorOfEachTimeStep() {
        ReferenceCase given = ReferenceCase.load("a_dynamics_gmm_small");
        int horizon = given.node("sizes/T").asInt() - 1;
        List<Rollout> rollouts = given.rollouts("U", horizon);
        double[] rows = Rollouts.transitions(rollouts);
        int size = rows.length / rollouts.size() / horizon;
        MixtureEm em = new MixtureEm(FROZEN);
        MixtureEm.Fit fit = em.fit(rows, size, given.mixture("inputs/gmm"), random);
        MixturePrior prior =
                MixturePrior.empty().append(size, horizon, rows, 20).with(fit);
        prior = MixturePrior.of(
                size,
                horizon,
                prior.rows(),
                prior.mixture(),
                given.node("inputs/gmm/N").asInt());
        MixtureQuery query = MixtureQuery.of(FROZEN, prior, em, rollouts.size());
        NormalInverseWishart posterior = new NormalInverseWishart(size);
        double[] means = new double[horizon * size];
        double[] scales = new double[3 * size * size];
        for (int t = 0; t < horizon; t++) {
            query.at(t, posterior);
            System.arraycopy(posterior.mean, 0, means, t * size, size);
            for (int i = 0; i < size && t < 3; i++) {
                for (int j = 0; j < size; j++) {
                    scales[(t * size + i) * size + j] = posterior.scale[Math.max(i, j)][Math.min(i, j)];
                }
            }
        }
        assertClose("mu0", means, given.array("outputs/prior_mu0"), TOLERANCE);
        assertClose("Phi", scales, given.array("outputs/prior_Phi"), TOLERANCE);
        assertThat(posterior.meanWeight).isEqualTo(given.number("outputs/prior_m"));
        assertThat(posterior.covarianceWeight).isCloseTo(given.number("outputs/prior_n0"), within(1e-14));
    }

    private static void assertModel(LinearGaussianModel model, ReferenceCase given) {
        assertClose("F", model.transition().toArray(), given.array("outputs/Fm"), TOLERANCE);
        assertClose("f", model.offset().toArray(), given.array("outputs/fv"), TOLERANCE);
        assertClose("D", model.noise().toArray(), given.array("outputs/dyn_covar"), TOLERANCE);
    }

    /** From the reference's first mixture, whose covariances it divides by the number of components instead of the rows, to its stop at 1e-5 of the log-likelihood. */
    @Test
    void expectationMaximisation() {
        ReferenceCase given = ReferenceCase.load("a_gmm_em");
        double[] rows = given.array("inputs/data");
        double[] groups = given.array("inputs/cidx");
        int size = rows.length / groups.length;
        int components = given.node("sizes/K").asInt();
        GaussianMixture start = referenceStart(rows, groups, size, components);
        double[] trace = given.array("outputs/ll_trace");
        PriorOptions options = PriorOptions.defaults()
                .withMaxClusters(components)
                .withMinRowsPerCluster(1)
                .withTolerance(1e-5 * trace[trace.length - 2] / rows.length)
                .withRelativeRidge(1e-300);
        for (int i = 0; i < trace.length; i += 7) {
            MixtureEm.Fit partial = new MixtureEm(options.withMaxIterations(i)).fit(rows, size, start, random);
            assertThat(partial.report().logLikelihood() / trace[i]).isCloseTo(1, within(TOLERANCE));
        }
        MixtureEm.Fit fit = new MixtureEm(options).fit(rows, size, start, random);
        assertThat(fit.report().outcome()).isEqualTo(EmReport.Outcome.CONVERGED);
        assertThat(fit.report().iterations()).isEqualTo(trace.length - 1);
        assertThat(fit.report().logLikelihood() / trace[trace.length - 1]).isCloseTo(1, within(TOLERANCE));
        assertClose("means", fit.mixture().means(), given.array("outputs/gmm/mu"), TOLERANCE);
        assertClose("covariances", fit.mixture().covariances(), given.array("outputs/gmm/sigma"), TOLERANCE);
        assertClose("weights", fit.mixture().logWeights(), given.array("outputs/gmm/logmass"), TOLERANCE);
    }

    private static GaussianMixture referenceStart(double[] rows, double[] groups, int size, int components) {
        double[] means = new double[components * size];
        double[] covariances = new double[components * size * size];
        double[] counts = new double[components];
        double[] logWeights = new double[components];
        Arrays.fill(logWeights, -Math.log(components));
        for (double group : groups) {
            counts[(int) group]++;
        }
        for (int n = 0; n < groups.length; n++) {
            int k = (int) groups[n];
            for (int i = 0; i < size; i++) {
                means[k * size + i] += rows[n * size + i] / counts[k];
            }
        }
        for (int n = 0; n < groups.length; n++) {
            int k = (int) groups[n];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariances[(k * size + i) * size + j] += (rows[n * size + i] - means[k * size + i])
                            * (rows[n * size + j] - means[k * size + j])
                            / components;
                }
            }
        }
        for (int k = 0; k < components; k++) {
            for (int i = 0; i < size; i++) {
                covariances[(k * size + i) * size + i] += 2e-6;
            }
        }
        return GaussianMixture.of(logWeights, means, covariances);
    }

    @Test
    void policyLinearisationWithConstantPrior() {
        ReferenceCase given = ReferenceCase.load("d_policy_linearization_small");
        PolicyLinearizerOptions options = PolicyLinearizerOptions.defaults()
                .withConstantStrength(given.number("inputs/constant_prior_strength"))
                .withPrior(PriorOptions.defaults().withKind(PriorOptions.Kind.CONSTANT));
        assertLinearised(given, options, MixturePrior.empty(), "outputs/constant_prior");
    }

    @Test
    void policyLinearisationWithMixturePrior() {
        ReferenceCase given = ReferenceCase.load("d_policy_linearization_small");
        PolicyLinearizerOptions options =
                PolicyLinearizerOptions.defaults().withPrior(FROZEN.withStrength(given.number("inputs/gmm_strength")));
        MixturePrior prior = MixturePrior.of(
                0,
                0,
                new double[0],
                Optional.of(given.mixture("inputs/gmm")),
                given.node("inputs/gmm/N").asInt());
        assertLinearised(given, options, prior, "outputs/gmm_prior");
    }

    /** The rollouts show the policy's mean as their observation, so the policy is the identity. */
    private void assertLinearised(
            ReferenceCase given, PolicyLinearizerOptions options, MixturePrior prior, String outputs) {
        int horizon = given.node("sizes/T").asInt();
        List<Rollout> rollouts = given.rollouts("pol_mu", horizon).stream()
                .map(r -> new Rollout(r.states(), r.controls(), lengthened(r.controls()), r.noise(), 0))
                .toList();
        Regularizer atFirst = (covariance, inputs, t) ->
                ReferenceCase.allEntries(t == 0 ? 1e-8 : 0).apply(covariance, inputs, t);
        LinearizedPolicy linearized = new PolicyLinearizer(options, atFirst)
                .linearize(new Identity(given.array("inputs/pol_var_diag")), rollouts, prior, random);
        assertClose("K", linearized.controller().gain().toArray(), given.array(outputs + "/pol_K"), TOLERANCE);
        assertClose("k", linearized.controller().offset().toArray(), given.array(outputs + "/pol_k"), TOLERANCE);
        assertClose("S", linearized.controller().covariance().toArray(), given.array(outputs + "/pol_S"), TOLERANCE);
    }

    private static TimeVaryingMatrix lengthened(TimeVaryingMatrix controls) {
        double[] values = controls.toArray();
        double[] longer = Arrays.copyOf(values, values.length + controls.rows());
        return TimeVaryingMatrix.ofVectors(controls.steps() + 1, controls.rows(), longer);
    }

    private record Identity(double[] variances) implements Policy {
        @Override
        public int observationSize() {
            return variances.length;
        }

        @Override
        public int controlSize() {
            return variances.length;
        }

        @Override
        public void mean(double[] observation, double[] control) {
            System.arraycopy(observation, 0, control, 0, control.length);
        }

        @Override
        public double[] covariance() {
            int m = variances.length;
            double[] full = new double[m * m];
            for (int i = 0; i < m; i++) {
                full[i * m + i] = variances[i];
            }
            return full;
        }
    }
}
