package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.Model;
import org.waymark.sim.plant.Pendulum;

final class EndingPlantTest {
    private static final double[] PUSH = {20};

    @Test
    void goesAsThePlantDoesUntilTheEndAndThenStays() {
        Plant plain = new Pendulum();
        Plant ending = new EndingPlant(plain, x -> x[0] > 0.5);
        Simulator free = plain.newSimulator();
        Simulator stopped = ending.newSimulator();
        double[] x = new double[2];
        double[] y = new double[2];
        free.reset(InitialState.of(0.3, 0), x);
        stopped.reset(InitialState.of(0.3, 0), y);
        int steps = 0;
        while (x[0] <= 0.5 && steps < 100) {
            assertThat(y).containsExactly(x);
            double[] next = new double[2];
            ((Model) stopped).next(x, PUSH, 0, next);
            free.step(PUSH, x);
            stopped.step(PUSH, y);
            assertThat(next).containsExactly(x);
            steps++;
        }
        assertThat(steps).isBetween(2, 99);
        double[] end = x.clone();
        for (int t = 0; t < 5; t++) {
            free.step(PUSH, x);
            stopped.step(PUSH, y);
            assertThat(y).containsExactly(end).isNotEqualTo(x);
            double[] next = new double[2];
            ((Model) stopped).next(end, PUSH, 0, next);
            assertThat(next).containsExactly(end);
        }
    }

    @Test
    void anotherEpisodeBegins() {
        Simulator simulator = new EndingPlant(new Pendulum(), x -> x[0] > 0.5).newSimulator();
        double[] x = new double[2];
        simulator.reset(InitialState.of(0.6, 1), x);
        simulator.step(PUSH, x);
        assertThat(x).containsExactly(0.6, 1);
        simulator.reset(InitialState.of(0, 0), x);
        simulator.step(PUSH, x);
        assertThat(x[0]).isPositive();
    }
}
