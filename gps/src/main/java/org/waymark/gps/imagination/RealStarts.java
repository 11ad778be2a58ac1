package org.waymark.gps.imagination;

import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.gps.modelbased.Episode;

/** Where imagined rollouts begin. */
public final class RealStarts {
    private RealStarts() {}

    /** x_0 of episodes drawn with replacement, [count × n], row-major. */
    public static double[] draw(List<Episode> real, int count, RandomGenerator random) {
        int n = real.get(0).rollout().stateSize();
        double[] starts = new double[count * n];
        for (int b = 0; b < count; b++) {
            real.get(random.nextInt(real.size())).rollout().states().read(0, starts, b * n);
        }
        return starts;
    }
}
