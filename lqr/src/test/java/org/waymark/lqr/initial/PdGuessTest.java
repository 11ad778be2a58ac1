package org.waymark.lqr.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.ReferenceCase;

class PdGuessTest {
    @Test
    void reproducesTheReference() {
        ReferenceCase in = ReferenceCase.load("i_init_controllers").at("inputs/init_pd");
        ReferenceCase out = ReferenceCase.load("i_init_controllers").at("outputs/init_pd");
        LinearGaussianController controller = new PdGuess(
                        in.number("init_var"), in.number("pos_gains"), in.number("vel_gains_mult"))
                .controller(in.array("x0"), (int) in.number("dU"), (int) in.number("T"));
        assertThat(controller.gain().toArray()).containsExactly(out.array("K"), within(1e-15));
        assertThat(controller.offset().toArray()).containsExactly(out.array("k"), within(1e-15));
        assertThat(controller.covariance().toArray()).containsExactly(out.array("PSig"), within(1e-15));
        assertThat(controller.precision().toArray()).containsExactly(out.array("invPSig"), within(1e-15));
    }

    @Test
    void pullsEachDrivenPositionAndItsVelocityBack() {
        double[] start = {1, 2, 3, 4, 5, 6, 7};
        LinearGaussianController controller = new PdGuess(1, 10, 0.5).controller(start, 2, 3, 2);
        double[] u = new double[2];
        controller.mean(start, 1, u);
        assertThat(u).containsExactly(new double[2], within(1e-14));
        // 0.1 off in position 1 and 0.2 in its velocity (entry 4), 9 where nothing is driven.
        controller.mean(new double[] {1, 2.1, 12, 4, 5.2, 15, 16}, 1, u);
        assertThat(u).containsExactly(new double[] {0, -10 * 0.1 - 5 * 0.2}, within(1e-13));
    }

    @Test
    void withoutGainOnlyTheNoiseRemains() {
        LinearGaussianController controller = new PdGuess(5, 0, 0.01).controller(new double[] {0, 5, 0, 0}, 2, 3);
        double[] u = {9, 9};
        controller.mean(new double[] {1, 2, 3, 4}, 0, u);
        assertThat(u).containsExactly(new double[2], within(0.0));
        assertThat(controller.covariance(2)).containsExactly(5, 0, 0, 5);
    }

    @Test
    void refusesBadNumbersAndStatesThatAreTooSmall() {
        assertThatThrownBy(() -> new PdGuess(0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PD guess: variance: expected a finite number > 0, found 0.0");
        assertThatThrownBy(() -> new PdGuess(1, -1, 1)).hasMessageContaining("positionGain");
        assertThatThrownBy(() -> new PdGuess(1, 1, Double.NaN)).hasMessageContaining("velocityFactor");
        assertThatThrownBy(() -> PdGuess.defaults().controller(new double[3], 2, 5))
                .hasMessage("PD guess: a state of 3 numbers cannot hold 2 positions and the velocities of the first 2");
    }
}
