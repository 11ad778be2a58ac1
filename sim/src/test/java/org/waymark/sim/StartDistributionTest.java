package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class StartDistributionTest {
    private final InitialState nominal = new InitialState(new double[] {1, -2, 5}, new double[] {10});

    @Test
    void fixedStartsAreFixed() {
        assertThat(new FixedStart(nominal).draw(random(1))).isEqualTo(nominal);
    }

    @Test
    void uniformStartsFillTheirBoxEvenly() {
        StartDistribution starts = new UniformStarts(nominal, new double[] {0.5, 2, 0}, new double[] {3});
        RandomGenerator random = random(2);
        int n = 20_000;
        double[] sum = new double[4];
        double[] squares = new double[4];
        for (int k = 0; k < n; k++) {
            InitialState start = starts.draw(random);
            double[] shift = {
                (start.coordinates()[0] - 1) / 0.5,
                (start.coordinates()[1] + 2) / 2,
                start.coordinates()[2] - 5,
                (start.parameters()[0] - 10) / 3
            };
            for (int i = 0; i < 4; i++) {
                assertThat(Math.abs(shift[i])).isLessThanOrEqualTo(1 + 1e-12);
                sum[i] += shift[i] / n;
                squares[i] += shift[i] * shift[i] / n;
            }
        }
        for (int i : new int[] {0, 1, 3}) {
            // uniform on [−1, 1]: mean 0, second moment 1/3; four standard errors at 20 000 draws
            assertThat(sum[i]).isCloseTo(0, within(4 * Math.sqrt(1.0 / 3 / n)));
            assertThat(squares[i]).isCloseTo(1.0 / 3, within(4 * Math.sqrt(4.0 / 45 / n)));
        }
        assertThat(squares[2]).isZero();
    }

    @Test
    void gaussianStartsHaveTheirMoments() {
        StartDistribution starts = new GaussianStarts(nominal, new double[] {0.5, 2, 0}, new double[] {3});
        RandomGenerator random = random(3);
        int n = 20_000;
        double[] sum = new double[4];
        double[] squares = new double[4];
        for (int k = 0; k < n; k++) {
            InitialState start = starts.draw(random);
            double[] deviate = {
                (start.coordinates()[0] - 1) / 0.5,
                (start.coordinates()[1] + 2) / 2,
                start.coordinates()[2] - 5,
                (start.parameters()[0] - 10) / 3
            };
            for (int i = 0; i < 4; i++) {
                sum[i] += deviate[i] / n;
                squares[i] += deviate[i] * deviate[i] / n;
            }
        }
        for (int i : new int[] {0, 1, 3}) {
            // standard normal: moments 0 and 1, of variances 1 and 2; four standard errors at 20 000 draws
            assertThat(sum[i]).isCloseTo(0, within(4 / Math.sqrt(n)));
            assertThat(squares[i]).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        }
        assertThat(squares[2]).isZero();
        assertThat(starts.draw(random(7))).isEqualTo(starts.draw(random(7)));
        assertThat(starts)
                .isEqualTo(new GaussianStarts(nominal, new double[] {0.5, 2, 0}, new double[] {3}))
                .isNotEqualTo(new GaussianStarts(nominal, new double[] {0.5, 2, 1}, new double[] {3}));
        assertThatThrownBy(() -> new GaussianStarts(nominal, new double[] {0, -1, 0}, new double[1]))
                .hasMessage("starts.deviation[1]: expected ≥ 0, found -1.0");
        assertThatThrownBy(() -> new GaussianStarts(nominal, new double[3], new double[2]))
                .hasMessage("starts.parameterDeviation: length: expected 1, found 2");
    }

    @Test
    void mixturesDrawTheirComponentsAsOftenAsTheirWeightsSay() {
        List<StartDistribution> corners = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            corners.add(new FixedStart(InitialState.of(i)));
        }
        StartDistribution mixture = new MixtureStarts(corners, List.of(1.0, 0.0, 3.0));
        RandomGenerator random = random(4);
        int n = 10_000;
        int[] counts = new int[3];
        for (int k = 0; k < n; k++) {
            counts[(int) mixture.draw(random).coordinates()[0]]++;
        }
        // four standard errors of a binomial count with p = 3/4
        assertThat(counts[2]).isCloseTo(7500, within((int) (4 * Math.sqrt(n * 3.0 / 16))));
        assertThat(counts[1]).isZero();
        assertThatThrownBy(() -> new MixtureStarts(corners, List.of(1.0)))
                .hasMessage("starts.weights: length: expected 3, found 1");
        assertThatThrownBy(() -> new MixtureStarts(corners, List.of(0.0, 0.0, 0.0)))
                .hasMessageStartingWith("starts.weights: expected a positive sum");
        assertThatThrownBy(() -> MixtureStarts.of(List.of())).hasMessage("starts.components: expected at least one");
    }

    @Test
    void sayWhetherTheyYieldTheSameStateAlways() {
        FixedStart fixed = new FixedStart(nominal);
        assertThat(fixed.isConstant()).isTrue();
        assertThat(new UniformStarts(nominal, new double[3], new double[1]).isConstant())
                .isTrue();
        assertThat(new UniformStarts(nominal, new double[3], new double[] {1e-9}).isConstant())
                .isFalse();
        assertThat(new GaussianStarts(nominal, new double[3], new double[1]).isConstant())
                .isTrue();
        assertThat(new GaussianStarts(nominal, new double[] {0, 1, 0}, new double[1]).isConstant())
                .isFalse();
        FixedStart other = new FixedStart(InitialState.of(0));
        assertThat(MixtureStarts.of(List.of(fixed, fixed)).isConstant()).isTrue();
        assertThat(MixtureStarts.of(List.of(fixed, other)).isConstant()).isFalse();
        assertThat(new MixtureStarts(List.of(fixed, other), List.of(1.0, 0.0)).isConstant())
                .isTrue();
        assertThat(((StartDistribution) random -> nominal).isConstant()).isFalse();
        assertThat(MixtureStarts.of(List.of(fixed, other)).requireSpread()).isNotNull();
        assertThatThrownBy(fixed::requireSpread)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yields the same state always");
    }

    @Test
    void sameNumbersSameStarts() {
        StartDistribution starts = new UniformStarts(nominal, new double[] {1, 1, 1}, new double[] {1});
        assertThat(starts.draw(random(7))).isEqualTo(starts.draw(random(7))).isNotEqualTo(starts.draw(random(8)));
    }

    @Test
    void refusesBoxesThatDoNotFit() {
        assertThatThrownBy(() -> new UniformStarts(nominal, new double[2], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("starts.halfWidth: length: expected 3, found 2");
        assertThatThrownBy(() -> new UniformStarts(nominal, new double[3], new double[0]))
                .hasMessage("starts.parameterHalfWidth: length: expected 1, found 0");
        assertThatThrownBy(() -> new UniformStarts(nominal, new double[] {0, -1, 0}, new double[1]))
                .hasMessage("starts.halfWidth[1]: expected ≥ 0, found -1.0");
    }

    @Test
    void sharesNoMemory() {
        double[] width = {1, 1, 1};
        UniformStarts starts = new UniformStarts(nominal, width, new double[1]);
        width[0] = 5;
        starts.halfWidth()[1] = 5;
        assertThat(starts.halfWidth()).containsExactly(1, 1, 1);
        assertThat(starts).isEqualTo(new UniformStarts(nominal, new double[] {1, 1, 1}, new double[1]));
    }

    private static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }
}
