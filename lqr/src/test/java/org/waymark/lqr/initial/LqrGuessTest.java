package org.waymark.lqr.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.ReferenceCase;

class LqrGuessTest {
    private static final double[] START = {0.3, -0.4, 0.1, 0.0, 0.5};

    @Test
    void reproducesTheReference() {
        ReferenceCase in = ReferenceCase.load("i_init_controllers").at("inputs/init_lqr");
        ReferenceCase out = ReferenceCase.load("i_init_controllers").at("outputs/init_lqr");
        LqrGuess guess = LqrGuess.defaults()
                .withGains(in.array("init_gains"))
                .withAccelerations(in.array("init_acc"))
                .withVariance(in.number("init_var"))
                .withStiffness(in.number("stiffness"))
                .withVelocityStiffness(in.number("stiffness_vel"))
                .withFinalWeight(in.number("final_weight"));
        LinearGaussianController controller =
                guess.controller(in.array("x0"), (int) in.number("dU"), (int) in.number("T"), in.number("dt"));
        assertThat(controller.gain().toArray()).containsExactly(out.array("K"), within(1e-13));
        assertThat(controller.offset().toArray()).containsExactly(out.array("k"), within(1e-13));
        assertThat(controller.covariance().toArray()).containsExactly(out.array("PSig"), within(1e-13));
        assertThat(controller.precision().toArray()).containsExactly(out.array("invPSig"), within(1e-10));
    }

    @Test
    void withoutStiffnessOnlyTheVarianceRemains() {
        LinearGaussianController controller =
                LqrGuess.defaults().withStiffness(0).withVariance(3).controller(START, 2, 4, 0.05);
        assertThat(controller.gain().toArray()).containsExactly(new double[4 * 2 * 5], within(0.0));
        assertThat(controller.offset().toArray()).containsExactly(new double[4 * 2], within(0.0));
        assertThat(controller.covariance(2)).containsExactly(new double[] {3, 0, 0, 3}, within(1e-14));
    }

    @Test
    void atRestInTheStartThereIsNothingToDo() {
        // With no acceleration, x_0 at rest is the fixed point of the guessed plant under the controller: K x_0 + k =
        // 0.
        double[] start = {0.3, -0.4, 0, 0, 0.5};
        LinearGaussianController controller = LqrGuess.defaults().controller(start, 2, 30, 0.05);
        double[] u = new double[2];
        for (int t = 0; t < 30; t++) {
            controller.mean(start, t, u);
            assertThat(u).containsExactly(new double[2], within(1e-12));
        }
    }

    @Test
    void withAccelerationTheControllerPushesAgainstIt() {
        LinearGaussianController controller =
                LqrGuess.defaults().withAccelerations(0.5).controller(new double[2], 1, 30, 0.05);
        double[] u = new double[1];
        controller.mean(new double[2], 0, u);
        assertThat(u[0]).isNegative();
    }

    @Test
    void oneGainStandsForAll() {
        LqrGuess one = LqrGuess.defaults().withGains(2).withAccelerations(0.1);
        LqrGuess all = LqrGuess.defaults().withGains(2, 2).withAccelerations(0.1, 0.1);
        assertThat(one.controller(START, 2, 5, 0.05).gain())
                .isEqualTo(all.controller(START, 2, 5, 0.05).gain());
        assertThat(one.controller(START, 2, 5, 0.05).offset())
                .isEqualTo(all.controller(START, 2, 5, 0.05).offset());
    }

    @Test
    void finalWeightAndVelocityStiffnessAreSeen() {
        LinearGaussianController plain = LqrGuess.defaults().controller(START, 2, 5, 0.05);
        assertThat(LqrGuess.defaults()
                        .withFinalWeight(50)
                        .controller(START, 2, 5, 0.05)
                        .gain())
                .isNotEqualTo(plain.gain());
        assertThat(LqrGuess.defaults()
                        .withVelocityStiffness(2)
                        .controller(START, 2, 5, 0.05)
                        .gain())
                .isNotEqualTo(plain.gain());
        assertThat(LqrGuess.defaults().controller(START, 2, 5, 0.1).gain()).isNotEqualTo(plain.gain());
    }

    /** Moving the velocities behind an undriven position permutes the columns of K and changes nothing else. */
    @Test
    void morePositionsThanControlsShiftTheVelocities() {
        double[] plainStart = {0.3, -0.4, 0.1, 0.2};
        double[] wideStart = {0.3, -0.4, 9, 0.1, 0.2, 9};
        LinearGaussianController plain = LqrGuess.defaults().controller(plainStart, 2, 6, 0.05);
        LinearGaussianController wide = LqrGuess.defaults().controller(wideStart, 2, 3, 6, 0.05);
        int[] column = {0, 1, 3, 4};
        for (int t = 0; t < 6; t++) {
            for (int i = 0; i < 2; i++) {
                assertThat(wide.offset().get(t, i)).isCloseTo(plain.offset().get(t, i), within(1e-14));
                assertThat(wide.gain().get(t, i, 2)).isZero();
                assertThat(wide.gain().get(t, i, 5)).isZero();
                for (int j = 0; j < 4; j++) {
                    assertThat(wide.gain().get(t, i, column[j]))
                            .isCloseTo(plain.gain().get(t, i, j), within(1e-14));
                }
            }
        }
        assertThat(wide.covariance()).isEqualTo(plain.covariance());
    }

    @Test
    void refusesBadNumbersAndStatesThatAreTooSmall() {
        LqrGuess guess = LqrGuess.defaults();
        assertThatThrownBy(() -> guess.withVariance(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LQR guess: variance: expected a finite number > 0, found 0.0");
        assertThatThrownBy(() -> guess.withStiffness(-1)).hasMessageContaining("stiffness");
        assertThatThrownBy(() -> guess.withFinalWeight(Double.NaN)).hasMessageContaining("finalWeight");
        assertThatThrownBy(() -> guess.withGains()).hasMessageContaining("gains: expected at least one number");
        assertThatThrownBy(() -> guess.withGains(1, Double.NaN)).hasMessageContaining("gains[1]");
        assertThatThrownBy(() -> guess.withGains(1, 2, 3).controller(START, 2, 5, 0.05))
                .hasMessage("LQR guess: gains: expected 1 or 2 numbers, found 3");
        assertThatThrownBy(() -> guess.controller(START, 3, 5, 0.05))
                .hasMessage(
                        "LQR guess: a state of 5 numbers cannot hold 3 positions and the velocities of the first 3");
        assertThatThrownBy(() -> guess.controller(START, 2, 0, 0.05)).hasMessageContaining("horizon");
        assertThatThrownBy(() -> guess.controller(START, 2, 5, 0)).hasMessageContaining("timeStep");
        assertThatThrownBy(() -> guess.controller(START, 2, 1, 5, 0.05))
                .hasMessage("LQR guess: expected between 1 and 1 controls for as many positions, found 2");
    }

    @Test
    void isAValue() {
        double[] gains = {1, 2};
        LqrGuess guess = LqrGuess.defaults().withGains(gains);
        LqrGuess same = LqrGuess.defaults().withGains(1, 2);
        gains[0] = 9;
        guess.gains()[1] = 9;
        guess.accelerations()[0] = 9;
        assertThat(guess).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(LqrGuess.defaults());
    }
}
