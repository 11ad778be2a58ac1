package org.waymark.sim.plant;

/**
 * The classical Runge-Kutta method of fourth order, with the control held: ẏ = f(y, u).
 *
 * <p>Mutable, for one thread; allocates nothing after construction.
 */
final class RungeKutta4 {
    /** ẏ = f(y, u). */
    @FunctionalInterface
    interface Derivative {
        /**
         * @param y not modified
         * @param u not modified
         * @param rate ẏ, overwritten
         */
        void evaluate(double[] y, double[] u, double[] rate);
    }

    private final Derivative derivative;
    private final double[] trial;
    private final double[] k1;
    private final double[] k2;
    private final double[] k3;
    private final double[] k4;

    /** @param size length of y */
    RungeKutta4(int size, Derivative derivative) {
        this.derivative = derivative;
        this.trial = new double[size];
        this.k1 = new double[size];
        this.k2 = new double[size];
        this.k3 = new double[size];
        this.k4 = new double[size];
    }

    /**
     * Advances y by h.
     *
     * @param y its first entries are y; modified
     * @param u not modified
     * @param h seconds
     */
    void step(double[] y, double[] u, double h) {
        derivative.evaluate(y, u, k1);
        attempt(y, 0.5 * h, k1, u, k2);
        attempt(y, 0.5 * h, k2, u, k3);
        attempt(y, h, k3, u, k4);
        for (int i = 0; i < trial.length; i++) {
            y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
    }

    private void attempt(double[] y, double h, double[] slope, double[] u, double[] rate) {
        for (int i = 0; i < trial.length; i++) {
            trial[i] = y[i] + h * slope[i];
        }
        derivative.evaluate(trial, u, rate);
    }
}
