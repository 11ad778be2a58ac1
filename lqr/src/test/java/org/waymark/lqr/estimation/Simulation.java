package org.waymark.lqr.estimation;

import java.util.random.RandomGenerator;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.matrix.Cholesky;

/** The world that a constant model of one step describes, drawn at random. */
final class Simulation {
    private final LinearGaussianModel model;
    private final LinearGaussianSensor sensor;
    private final RandomGenerator random;
    private final double[] processFactor;
    private final double[] sensorFactor;
    private double[] x;

    Simulation(LinearGaussianModel model, LinearGaussianSensor sensor, RandomGenerator random) {
        this.model = model;
        this.sensor = sensor;
        this.random = random;
        processFactor = factor(model.noise().step(0), model.stateSize());
        sensorFactor = factor(sensor.noise().step(0), sensor.measurementSize());
        x = model.initialState().mean();
        addNoise(x, factor(model.initialState().covariance(), x.length));
    }

    /** x_t; the caller may not modify it. */
    double[] state() {
        return x;
    }

    double[] measure() {
        double[] y = sensor.offset().step(0);
        sensor.matrix().multiplyAdd(0, x, y);
        addNoise(y, sensorFactor);
        return y;
    }

    void step(double[] u) {
        double[] joined = new double[x.length + u.length];
        System.arraycopy(x, 0, joined, 0, x.length);
        System.arraycopy(u, 0, joined, x.length, u.length);
        double[] next = model.offset().step(0);
        model.transition().multiplyAdd(0, joined, next);
        addNoise(next, processFactor);
        x = next;
    }

    private void addNoise(double[] v, double[] factor) {
        int size = v.length;
        for (int j = 0; j < size; j++) {
            double e = random.nextGaussian();
            for (int i = j; i < size; i++) {
                v[i] += factor[i * size + j] * e;
            }
        }
    }

    private static double[] factor(double[] covariance, int size) {
        if (!Cholesky.factor(covariance, 0, size)) {
            throw new IllegalStateException("not positive definite");
        }
        return covariance;
    }
}
