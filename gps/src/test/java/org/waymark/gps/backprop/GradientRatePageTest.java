package org.waymark.gps.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.GeneratedPage;
import org.waymark.gps.imagination.ImaginedRollouts;
import org.waymark.gps.report.BandChart;
import org.waymark.gps.report.BandChart.Band;
import org.waymark.gps.report.Labels;
import org.waymark.lqr.RandomStreams;

/** gps/docs/gradient-rate.svg: on x' = λx + u/10 with J = x_T the gradient grows as Σ_{k&lt;T} λ^k. */
class GradientRatePageTest {
    private static final int LONGEST = 40;

    private static double[] norms(double growth) {
        NetworkPolicy policy = Pupils.still();
        double[] norms = new double[LONGEST];
        for (int horizon = 1; horizon <= LONGEST; horizon++) {
            try (ImaginedRollouts rollouts = new ImaginedRollouts(Pupils.unstable(growth), 1, horizon);
                    PathwiseGradient pathwise = new PathwiseGradient(rollouts, policy, 0)) {
                rollouts.run(policy, new double[2], false, new RandomStreams(0).stream("noise", 0, 0, 0));
                double[] gradient = new double[policy.parameters().length];
                pathwise.evaluate(policy.parameters(), gradient);
                norms[horizon - 1] = BackpropImprover.norm(gradient);
            }
        }
        return norms;
    }

    private static double[] known(double growth, double first) {
        double[] known = new double[LONGEST];
        double sum = 0;
        for (int k = 0; k < LONGEST; k++) {
            sum += Math.pow(growth, k);
            known[k] = first * sum;
        }
        return known;
    }

    private static Band line(String name, double[] values) {
        double[] x = new double[LONGEST];
        for (int k = 0; k < LONGEST; k++) {
            x[k] = k + 1;
        }
        return new Band(name, x, values, values, values);
    }

    @Test
    void theNormGrowsAtTheKnownRate() throws IOException {
        double[] unstable = norms(1.25);
        double[] stable = norms(0.9);
        double[] known = known(1.25, unstable[0]);
        for (int k = 0; k < LONGEST; k++) {
            assertThat(unstable[k] / known[k]).isCloseTo(1, within(1e-5));
        }
        GeneratedPage.check(
                "gradient-rate.svg",
                BandChart.svg(
                        new Labels(
                                "Gradient of x_T back through x' = λx + u/10",
                                "norm; the known rate is that of the sum of λ^k over k < T",
                                "horizon T, steps",
                                "norm of the gradient"),
                        List.of(
                                line("λ = 1.25", unstable),
                                line("known rate, λ = 1.25", known),
                                line("λ = 0.9", stable)),
                        List.of()));
    }
}
