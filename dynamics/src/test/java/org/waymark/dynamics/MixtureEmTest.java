package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

class MixtureEmTest {
    private static final PriorOptions OPTIONS =
            PriorOptions.defaults().withMaxClusters(5).withMinRowsPerCluster(20);

    /** Rows along {@code curves} curved lines with correlated noise: like trajectories, neither separate blobs nor one blob. */
    static double[] rows(long seed, int count, int size, double noise) {
        RandomGenerator random = new RandomStreams(seed).stream("rows", 0, 0, 0);
        double[][] mixing = new double[size][4];
        for (double[] row : mixing) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        double[] rows = new double[count * size];
        for (int n = 0; n < count; n++) {
            double t = (n % 50) / 50.0;
            double common = random.nextGaussian();
            double[] path = {Math.sin(3 * t), Math.cos(5 * t), t * t, 0.1 * common};
            for (int i = 0; i < size; i++) {
                double sum = noise * random.nextGaussian();
                for (int j = 0; j < path.length; j++) {
                    sum += mixing[i][j] * path[j];
                }
                rows[n * size + i] = sum;
            }
        }
        return rows;
    }

    private static RandomGenerator random() {
        return new RandomStreams(3).stream("em", 0, 0, 0);
    }

    private static MixtureEm.Fit fit(PriorOptions options, double[] rows, int size) {
        return new MixtureEm(options).fit(rows, size, null, random());
    }

    @Property(tries = 12, seed = "20261121")
    void agreesWithItsPlainTwinStepByStep(@ForAll @IntRange(min = 1, max = 19) int size, @ForAll long seed) {
        double[] rows = rows(seed, 300, size, 0.05);
        GaussianMixture start = fit(OPTIONS.withMaxIterations(0), rows, size).mixture();
        PlainMixtureEm twin = new PlainMixtureEm(rows, start, OPTIONS);
        for (int steps = 0; steps < 6; steps++) {
            double expected = twin.expectation();
            MixtureEm em = new MixtureEm(OPTIONS.withMaxIterations(steps).withTolerance(0), 300, 0);
            MixtureEm.Fit fit = em.fit(rows, size, start, random());
            if (fit.report().iterations() < steps) {
                return;
            }
            assertThat(fit.report().logLikelihood()).isCloseTo(expected, within(1e-9 * (Math.abs(expected) + 300)));
            assertThat(em.responsibility(17, 1)).isCloseTo(twin.responsibilities[17][1], within(1e-7));
            twin.maximise();
        }
    }

    /** Leaving out responsibilities below 1e-10 changes a row's log-likelihood by about as much in a step, and there are eight. */
    @Property(tries = 12, seed = "20261121")
    void pruningCostsNoLikelihood(@ForAll long seed) {
        double[] rows = rows(seed, 300, 12, 0.02);
        PriorOptions options = OPTIONS.withMaxIterations(8).withTolerance(0);
        GaussianMixture start = fit(OPTIONS.withMaxIterations(0), rows, 12).mixture();
        double pruned =
                new MixtureEm(options).fit(rows, 12, start, random()).report().logLikelihood();
        double full = new MixtureEm(options, 300, 0)
                .fit(rows, 12, start, random())
                .report()
                .logLikelihood();
        assertThat(pruned).isCloseTo(full, within(1e-8 * 300));
    }

    /** With next to no ridge each step is an exact maximisation; 1e-9 of the size of the terms is rounding. */
    @Property(tries = 12, seed = "20261121")
    void logLikelihoodNeverDecreases(@ForAll long seed) {
        double[] rows = rows(seed, 400, 6, 0.1);
        PriorOptions options =
                OPTIONS.withCovarianceRidge(0).withRelativeRidge(1e-15).withTolerance(0);
        GaussianMixture start = fit(options.withMaxIterations(0), rows, 6).mixture();
        double previous = Double.NEGATIVE_INFINITY;
        for (int steps = 0; steps < 12; steps++) {
            EmReport report = new MixtureEm(options.withMaxIterations(steps))
                    .fit(rows, 6, start, random())
                    .report();
            assertThat(report.logLikelihood()).isGreaterThan(previous - 1e-9 * 400 * 6);
            previous = report.logLikelihood();
        }
    }

    /** The plain algorithm begins at random groups and may take a hundred steps; both end in local optima, so five cases are summed. */
    @Test
    void likelihoodIsNoLowerThanThatOfThePlainAlgorithm() {
        double ours = 0;
        double plain = 0;
        for (int seed = 0; seed < 5; seed++) {
            double[] rows = rows(seed, 300, 10, 0.05);
            ours += fit(OPTIONS, rows, 10).report().logLikelihood();
            PlainMixtureEm twin = new PlainMixtureEm(rows, atRandom(rows, 10, seed), OPTIONS);
            double last = twin.expectation();
            for (int step = 0; step < 100; step++) {
                twin.maximise();
                last = twin.expectation();
            }
            plain += last;
        }
        assertThat(ours).isGreaterThan(plain);
    }

    /** Five components, each with the moments of every fifth row on average. */
    private static GaussianMixture atRandom(double[] rows, int size, int seed) {
        RandomGenerator random = new RandomStreams(seed).stream("groups", 0, 0, 0);
        int[] groups = new int[rows.length / size];
        Arrays.setAll(groups, n -> random.nextInt(5));
        double[] logWeights = new double[5];
        Arrays.fill(logWeights, -Math.log(5));
        double[] means = new double[5 * size];
        double[] covariances = new double[5 * size * size];
        for (int k = 0; k < 5; k++) {
            int own = k;
            double[][] members = IntStream.range(0, groups.length)
                    .filter(n -> groups[n] == own)
                    .mapToObj(n -> Arrays.copyOfRange(rows, n * size, (n + 1) * size))
                    .toArray(double[][]::new);
            for (double[] z : members) {
                for (int i = 0; i < size; i++) {
                    means[k * size + i] += z[i] / members.length;
                }
            }
            for (double[] z : members) {
                for (int i = 0; i < size * size; i++) {
                    covariances[k * size * size + i] += (z[i / size] - means[k * size + i / size])
                            * (z[i % size] - means[k * size + i % size])
                            / members.length;
                }
            }
        }
        return GaussianMixture.of(logWeights, means, covariances);
    }

    @Test
    void stopTestFiresForEitherSignOfTheLogLikelihood() {
        double[] rows = rows(5, 400, 6, 0.1);
        double[] small = Arrays.stream(rows).map(v -> v * 1e-2).toArray();
        double[] large = Arrays.stream(rows).map(v -> v * 1e+2).toArray();
        PriorOptions options = OPTIONS.withCovarianceRidge(0).withMaxIterations(1000);
        EmReport positive = fit(options, small, 6).report();
        EmReport negative = fit(options, large, 6).report();
        assertThat(positive.logLikelihood()).isPositive();
        assertThat(negative.logLikelihood()).isNegative();
        assertThat(positive.outcome()).isEqualTo(EmReport.Outcome.CONVERGED);
        assertThat(negative.outcome()).isEqualTo(EmReport.Outcome.CONVERGED);
        assertThat(positive.iterations()).isEqualTo(negative.iterations()).isLessThan(200);
        // The same rows in other units: the densities differ by the change of volume alone.
        assertThat(positive.logLikelihood() - negative.logLikelihood())
                .isCloseTo(400 * 6 * Math.log(1e4), within(1e-6 * 400 * 6));
    }

    @Test
    void aWarmStartOnTheSameRowsStopsAtOnce() {
        double[] rows = rows(6, 300, 8, 0.05);
        MixtureEm.Fit first = fit(OPTIONS, rows, 8);
        MixtureEm.Fit again = new MixtureEm(OPTIONS).fit(rows, 8, first.mixture(), random());
        assertThat(first.report().start()).isEqualTo(EmReport.Start.FRESH);
        assertThat(again.report().start()).isEqualTo(EmReport.Start.WARM);
        assertThat(again.report().iterations()).isEqualTo(1);
    }

    @Test
    void growsWhenThereAreMoreRowsAndGainsByIt() {
        double[] rows = rows(7, 100, 8, 0.05);
        double[] more = rows(7, 300, 8, 0.05);
        PriorOptions options = OPTIONS.withMinRowsPerCluster(50).withMaxClusters(6);
        GaussianMixture two = fit(options, rows, 8).mixture();
        double without = new MixtureEm(options.withMaxClusters(2))
                .fit(more, 8, two, random())
                .report()
                .logLikelihood();
        MixtureEm.Fit grown = new MixtureEm(options).fit(more, 8, two, random());
        assertThat(two.components()).isEqualTo(2);
        assertThat(grown.mixture().components()).isEqualTo(6);
        assertThat(grown.report().start()).isEqualTo(EmReport.Start.GROWN);
        assertThat(grown.report().logLikelihood()).isGreaterThan(without);
    }

    @Test
    void aDeadComponentGetsANewPlace() {
        double[] rows = rows(8, 200, 4, 0.05);
        GaussianMixture good = fit(OPTIONS.withMaxClusters(2), rows, 4).mixture();
        double[] means = good.means();
        Arrays.fill(means, 0, 4, 1e3);
        GaussianMixture lost = GaussianMixture.of(good.logWeights(), means, good.covariances());
        MixtureEm.Fit fit = new MixtureEm(OPTIONS.withMaxClusters(2)).fit(rows, 4, lost, random());
        assertThat(fit.report().start()).isEqualTo(EmReport.Start.GROWN);
        assertThat(Math.exp(fit.mixture().logWeights()[0])).isBetween(0.05, 0.95);
    }

    /** Offsets of 1e6, scales from 1e-6 to 1e6 and a constant column: the fit is that of the standardised rows. */
    @Test
    void survivesBadScales() {
        double[] rows = rows(9, 300, 6, 0.05);
        double[] scales = {1, 1e-3, 1e6, 1e-6, 1, 0};
        double[] offsets = {1e6, -1e3, 1e6, 1, 0, 1e6};
        double[] bad = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            bad[i] = scales[i % 6] * rows[i] + offsets[i % 6];
        }
        PriorOptions relative = OPTIONS.withCovarianceRidge(0);
        for (PriorOptions options : new PriorOptions[] {relative, OPTIONS}) {
            GaussianMixture mixture = fit(options, bad, 6).mixture();
            assertThat(mixture.components()).isEqualTo(5);
            assertThat(mixture.means()).doesNotContain(Double.NaN);
            for (int k = 0; k < 5; k++) {
                assertThat(mixture.mean(k, 5)).isEqualTo(1e6);
                for (int i = 0; i < 6; i++) {
                    assertThat(mixture.covariance(k, i, i)).isPositive().isFinite();
                }
            }
        }
        // Without the absolute ridge, which dwarfs a scale of 1e-6, the columns that vary are modelled equally well in
        // any units.
        double[] varying = new double[300 * 5];
        double[] plain = new double[300 * 5];
        for (int n = 0; n < 300; n++) {
            System.arraycopy(bad, n * 6, varying, n * 5, 5);
            System.arraycopy(rows, n * 6, plain, n * 5, 5);
        }
        double change = Arrays.stream(scales, 0, 5).map(Math::log).sum() * 300;
        assertThat(fit(relative, varying, 5).report().logLikelihood() + change)
                .isCloseTo(fit(relative, plain, 5).report().logLikelihood(), within(1e-3 * 300));
    }

    @Test
    void identicalRowsGiveOneComponent() {
        double[] rows = new double[200];
        Arrays.fill(rows, 3.25);
        MixtureEm.Fit fit = fit(OPTIONS, rows, 4);
        assertThat(fit.mixture().components()).isEqualTo(1);
        assertThat(fit.mixture().means()).containsOnly(3.25);
        assertThat(fit.report().logLikelihood()).isFinite();
    }

    @Test
    void theInstanceRemembersNothing() {
        double[] rows = rows(10, 300, 7, 0.05);
        double[] others = rows(11, 200, 9, 0.05);
        MixtureEm used = new MixtureEm(OPTIONS);
        used.fit(others, 9, null, random());
        used.fit(rows(12, 300, 7, 0.5), 7, null, random());
        assertThat(used.fit(rows, 7, null, random()).mixture())
                .isEqualTo(fit(OPTIONS, rows, 7).mixture());
    }

    @Test
    void wrongInputIsNamed() {
        double[] rows = rows(13, 50, 4, 0.1);
        MixtureEm em = new MixtureEm(OPTIONS);
        assertThatThrownBy(() -> em.fit(rows, 7, null, random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mixture rows: expected a positive multiple of 7 numbers, found 200");
        GaussianMixture other = fit(OPTIONS, rows, 5).mixture();
        assertThatThrownBy(() -> em.fit(rows, 4, other, random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("start: expected a mixture over 4 numbers, found 5");
        rows[6] = Double.NaN;
        assertThatThrownBy(() -> em.fit(rows, 4, null, random()))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("index 2");
    }
}
