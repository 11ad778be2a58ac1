package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void fewestChangesWin() {
        List<String> names = List.of("pendulum", "cart-pole", "point-mass", "point-mass-velocity");
        assertThat(NearestName.of("pendlum", names)).contains("pendulum");
        assertThat(NearestName.of("cartpole", names)).contains("cart-pole");
        assertThat(NearestName.of("point-mas-velocity", names)).contains("point-mass-velocity");
        assertThat(NearestName.of("point-mass", names)).contains("point-mass");
        assertThat(NearestName.of("", names)).contains("pendulum");
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
