package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;
import org.waymark.lqr.DifferentiableModel;

/**
 * The car of Tassa, Mansard and Todorov 2014, section IV: x = (x, y, φ, v), u = (steering angle w, acceleration a).
 *
 * <p>With F = hv and A = F sin w: b = F cos w + d − √(d² − A²), x += b cos φ, y += b sin φ, φ += asin(A/d), v += ha.
 */
public final class CarParking implements DifferentiableModel {
    private static final double STEP = 0.03;
    private static final double AXLE = 2;
    private static final int SIZE = 6;

    @Override
    public int stateSize() {
        return 4;
    }

    @Override
    public int controlSize() {
        return 2;
    }

    @Override
    public boolean hasCurvature() {
        return true;
    }

    @Override
    public void next(double[] x, double[] u, int t, double[] xNext) {
        double front = STEP * x[3];
        double across = front * Math.sin(u[0]);
        double back = front * Math.cos(u[0]) + AXLE - Math.sqrt(AXLE * AXLE - across * across);
        xNext[0] = x[0] + back * Math.cos(x[2]);
        xNext[1] = x[1] + back * Math.sin(x[2]);
        xNext[2] = x[2] + Math.asin(across / AXLE);
        xNext[3] = x[3] + STEP * u[1];
    }

    @Override
    public void jacobian(double[] x, double[] u, int t, double[] j) {
        Arrays.fill(j, 0);
        double s = Math.sin(u[0]);
        double c = Math.cos(u[0]);
        double front = STEP * x[3];
        double across = front * s;
        double root = Math.sqrt(AXLE * AXLE - across * across);
        double back = front * c + AXLE - root;
        double acrossV = STEP * s;
        double acrossW = front * c;
        double backV = STEP * c + across * acrossV / root;
        double backW = -across + across * acrossW / root;
        double cos = Math.cos(x[2]);
        double sin = Math.sin(x[2]);
        j[0] = 1;
        j[2] = -back * sin;
        j[3] = backV * cos;
        j[4] = backW * cos;
        j[7] = 1;
        j[8] = back * cos;
        j[9] = backV * sin;
        j[10] = backW * sin;
        j[14] = 1;
        j[15] = acrossV / root;
        j[16] = acrossW / root;
        j[21] = 1;
        j[23] = STEP;
    }

    @Override
    public void addCurvature(double[] x, double[] u, int t, double[] weights, double[] h) {
        double s = Math.sin(u[0]);
        double c = Math.cos(u[0]);
        double front = STEP * x[3];
        double across = front * s;
        double root = Math.sqrt(AXLE * AXLE - across * across);
        double back = front * c + AXLE - root;
        double acrossV = STEP * s;
        double acrossW = front * c;
        double acrossVw = STEP * c;
        double rootV = -across * acrossV / root;
        double rootW = -across * acrossW / root;
        double rootVv = -(acrossV * acrossV + rootV * rootV) / root;
        double rootVw = -(acrossV * acrossW + across * acrossVw + rootV * rootW) / root;
        double rootWw = -(acrossW * acrossW - across * across + rootW * rootW) / root;
        double backV = STEP * c - rootV;
        double backW = -across - rootW;
        double cos = Math.cos(x[2]);
        double sin = Math.sin(x[2]);
        double along = weights[0] * cos + weights[1] * sin;
        double aside = -weights[0] * sin + weights[1] * cos;
        double turn = weights[2] / root;

        h[2 * SIZE + 2] -= back * along;
        add(h, 2, 3, aside * backV);
        add(h, 2, 4, aside * backW);
        h[3 * SIZE + 3] += along * -rootVv - turn * acrossV * rootV / root;
        add(h, 3, 4, along * (-acrossV - rootVw) + turn * (acrossVw - acrossV * rootW / root));
        h[4 * SIZE + 4] += along * (-front * c - rootWw) + turn * (-across - acrossW * rootW / root);
    }

    private static void add(double[] h, int i, int j, double v) {
        h[i * SIZE + j] += v;
        h[j * SIZE + i] += v;
    }
}
