package org.waymark.sim.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PosesTest {
    /** Rounding of a few products of numbers around 1. */
    private static final double ROUNDING = 1e-12;

    @Property(seed = "1")
    void theRotationFromZTakesZToTheDirection(
            @ForAll @DoubleRange(min = -2, max = 2) double x,
            @ForAll @DoubleRange(min = -2, max = 2) double y,
            @ForAll @DoubleRange(min = -2, max = 2) double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        double[] pose = new double[Poses.SIZE];
        Poses.write(pose, 0, 0, 0, 0, Poses.fromZ(new double[] {x, y, z}));
        double[] end = Poses.apply(pose, 0, 0, 0, length);
        // next to −z the half-way quaternion is short, and its rounding shows
        assertThat(end[0]).isCloseTo(x, within(1e-5));
        assertThat(end[1]).isCloseTo(y, within(1e-5));
        assertThat(end[2]).isCloseTo(z, within(1e-5));
    }

    @Property(seed = "2")
    void aMatrixAndItsQuaternionRotateAlike(
            @ForAll @DoubleRange(min = -3.1, max = 3.1) double yaw,
            @ForAll @DoubleRange(min = -3.1, max = 3.1) double pitch) {
        double cz = Math.cos(yaw);
        double sz = Math.sin(yaw);
        double cy = Math.cos(pitch);
        double sy = Math.sin(pitch);
        double[] rotation = {cz * cy, -sz, cz * sy, sz * cy, cz, sz * sy, -sy, 0, cy}; // Rz Ry
        double[] pose = new double[Poses.SIZE];
        Poses.write(pose, 0, 1, 2, 3, Poses.quaternion(rotation, 0));
        double[] seen = Poses.apply(pose, 0, 0.3, -0.4, 0.5);
        double[] a = {0.3, -0.4, 0.5};
        for (int row = 0; row < 3; row++) {
            double expected = row + 1;
            for (int k = 0; k < 3; k++) {
                expected += rotation[3 * row + k] * a[k];
            }
            assertThat(seen[row]).isCloseTo(expected, within(ROUNDING));
        }
    }

    @Test
    void aComposedPoseDoesOneAfterTheOther() {
        double[] outer = new double[Poses.SIZE];
        double[] inner = new double[Poses.SIZE];
        Poses.write(outer, 0, 1, 0, 0, Poses.fromZ(new double[] {1, 2, 3}));
        Poses.write(inner, 0, 0, -1, 2, Poses.fromZ(new double[] {-3, 1, 0.5}));
        double[] first = Poses.apply(inner, 0, 0.1, 0.2, 0.3);
        assertThat(Poses.apply(Poses.compose(outer, 0, inner), 0, 0.1, 0.2, 0.3))
                .containsExactly(Poses.apply(outer, 0, first[0], first[1], first[2]), within(ROUNDING));
    }
}
