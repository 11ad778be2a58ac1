package org.waymark.gps.imagination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemberJudgesTest {
    @Test
    void theFractionIsOfMembersThatFindItCheaper() {
        assertThat(MemberJudges.improving(new double[] {1, 2, 3, 4}, new double[] {0.5, 2, 2.9, 5}))
                .isEqualTo(0.5); // equal is not cheaper
        assertThat(MemberJudges.improving(new double[] {1}, new double[] {Double.NaN}))
                .isZero();
    }

    @Test
    void optionsSayWhatIsAllowed() {
        assertThatThrownBy(() -> new ImaginedTrpoOptions(1, 1, 1, 1, 1, 1, 1.1, true, 0.1, 0))
                .hasMessage("imagination.improving: expected in [0, 1], found 1.1");
        assertThatThrownBy(() -> new ImaginedTrpoOptions(1, 1, 0, 1, 1, 1, 0.7, true, 0.1, 0))
                .hasMessage("imagination.rollouts: expected ≥ 1, found 0");
    }
}
