package org.waymark.gps.planning;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waymark.dynamics.learned.ParticleModel.Propagation;

class PlanningOptionsTest {
    private static PlanningOptions with(int horizon, int replanEvery, int samples, int elites) {
        return new PlanningOptions(
                1,
                1,
                0,
                PlannerKind.CROSS_ENTROPY,
                horizon,
                replanEvery,
                samples,
                1,
                1,
                elites,
                0,
                1,
                0,
                1,
                1,
                Propagation.FIXED_MEMBER,
                0,
                0);
    }

    @Test
    void messagesSayWhatIsAllowed() {
        assertThatThrownBy(() -> with(0, 1, 1, 1)).hasMessage("planning.horizon: expected ≥ 1, found 0");
        assertThatThrownBy(() -> with(3, 4, 1, 1))
                .hasMessage("planning.replanEvery: expected from 1 to horizon, found 4");
        assertThatThrownBy(() -> with(3, 1, 5, 6)).hasMessage("planning.elites: expected from 1 to samples, found 6");
    }
}
