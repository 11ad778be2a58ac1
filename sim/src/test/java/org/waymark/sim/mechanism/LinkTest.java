package org.waymark.sim.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final double[] Z = {0, 0, 1};

    @Test
    void cylinderHasTheInertiaOfManyPoints() {
        // a slanted cylinder of 2 kg, cut into point masses at the midpoints of a fine grid
        double[] from = {0.1, 0.2, -0.1};
        double[] to = {0.4, 0.1, 0.3};
        double radius = 0.15;
        Link link = Link.cylinder("c", new double[3], Z, 2, from, to, radius);
        double[] along = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        double length = Math.sqrt(along[0] * along[0] + along[1] * along[1] + along[2] * along[2]);
        double[] e1 = {-along[1], along[0], 0};
        double norm = Math.hypot(e1[0], e1[1]);
        e1 = new double[] {e1[0] / norm, e1[1] / norm, 0};
        double[] d = {along[0] / length, along[1] / length, along[2] / length};
        double[] e2 = {d[1] * e1[2] - d[2] * e1[1], d[2] * e1[0] - d[0] * e1[2], d[0] * e1[1] - d[1] * e1[0]};
        int n = 60;
        double[] inertia = new double[9];
        double total = 0;
        for (int r = 0; r < n; r++) {
            double rho = radius * (r + 0.5) / n;
            for (int a = 0; a < n; a++) {
                double angle = 2 * Math.PI * a / n;
                for (int s = 0; s < n; s++) {
                    double at = length * ((s + 0.5) / n - 0.5);
                    total += rho;
                    double[] p = new double[3];
                    for (int k = 0; k < 3; k++) {
                        p[k] = at * d[k] + rho * (Math.cos(angle) * e1[k] + Math.sin(angle) * e2[k]);
                    }
                    addPoint(inertia, rho, p);
                }
            }
        }
        for (int k = 0; k < 9; k++) {
            // the midpoint rule with 60 cells errs by 1/60² of entries up to 0.06
            assertThat(link.inertia()[k]).isCloseTo(2 * inertia[k] / total, within(3e-5));
        }
        assertThat(link.centreOfMass()).containsExactly(new double[] {0.25, 0.15, 0.1}, within(1e-15));
    }

    private static void addPoint(double[] inertia, double mass, double[] p) {
        double square = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inertia[3 * i + j] += mass * ((i == j ? square : 0) - p[i] * p[j]);
            }
        }
    }

    @Test
    void refusesWhatIsNoLink() {
        assertThatThrownBy(() -> link(new double[2], Z, 1, new double[9]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("link elbow: offset: expected 3 numbers, found 2");
        assertThatThrownBy(() -> link(new double[3], new double[] {0, 0, 2}, 1, new double[9]))
                .hasMessage("link elbow: axis: expected length 1, found 2.0");
        assertThatThrownBy(() -> link(new double[3], Z, -1, new double[9]))
                .hasMessage("link elbow: mass: expected ≥ 0, found -1.0");
        assertThatThrownBy(() -> link(new double[3], Z, 1, new double[] {1, 1, 0, 0, 1, 0, 0, 0, 1}))
                .hasMessageStartingWith("link elbow: inertia: expected a symmetric matrix");
        assertThatThrownBy(() -> link(new double[] {0, Double.NaN, 0}, Z, 1, new double[9]))
                .hasMessageStartingWith("link elbow: offset: expected finite numbers");
        Link fine = link(new double[3], Z, 1, new double[9]);
        assertThatThrownBy(() -> fine.withDamping(-2)).hasMessage("link elbow: damping: expected ≥ 0, found -2.0");
        assertThatThrownBy(() -> fine.withArmature(Double.NaN))
                .hasMessage("link elbow: armature: expected ≥ 0, found NaN");
        assertThatThrownBy(() -> Link.cylinder("c", new double[3], Z, 1, Z, Z, 1))
                .hasMessage("link c: expected two different ends of the cylinder");
        assertThatThrownBy(() -> new SerialChain(List.of(), new double[3], new double[3]))
                .hasMessage("chain: expected at least one link");
        assertThatThrownBy(() -> new SerialChain(List.of(fine), new double[2], new double[3]))
                .hasMessageStartingWith("chain: tip: expected 3 finite numbers");
    }

    @Test
    void sharesNoMemory() {
        double[] offset = {1, 2, 3};
        Link link = link(offset, Z, 1, new double[9]);
        offset[0] = 9;
        link.offset()[1] = 9;
        assertThat(link.offset()).containsExactly(1, 2, 3);
    }

    private static Link link(double[] offset, double[] axis, double mass, double[] inertia) {
        return new Link("elbow", offset, axis, mass, new double[3], inertia, 0, 0);
    }
}
