package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BestByTest {
    private static final BestPolicy BEST = new BestPolicy(null, 10, 0.8, 3);

    private static PolicyEvaluation found(double cost, double success) {
        return new PolicyEvaluation(cost, success, List.of(), List.of());
    }

    @Test
    void byCostTheCheaperIsPreferredWhateverItReaches() {
        assertThat(BestBy.COST.prefers(found(9, 0.1), BEST)).isTrue();
        assertThat(BestBy.COST.prefers(found(11, 1), BEST)).isFalse();
        assertThat(BestBy.COST.prefers(found(10, 0.8), BEST)).isFalse();
    }

    @Test
    void bySuccessTheCheaperIsPreferredAmongEquals() {
        assertThat(BestBy.SUCCESS.prefers(found(11, 0.9), BEST)).isTrue();
        assertThat(BestBy.SUCCESS.prefers(found(9, 0.7), BEST)).isFalse();
        assertThat(BestBy.SUCCESS.prefers(found(9, 0.8), BEST)).isTrue();
        assertThat(BestBy.SUCCESS.prefers(found(10, 0.8), BEST)).isFalse();
    }
}
