package org.waymark.sim.mechanism;

import java.util.Arrays;
import java.util.List;

/**
 * Links joined by hinges, one after the other, on a base that does not move.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param links from the base outwards, at least one
 * @param tip [3] the end effector, in the frame of the last link, metres
 * @param gravity [3] acceleration of free fall in the frame of the base, m/s²
 */
public record SerialChain(List<Link> links, double[] tip, double[] gravity) {
    public SerialChain {
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("chain: expected at least one link");
        }
        tip = vector("tip", tip);
        gravity = vector("gravity", gravity);
    }

    /** The number of joints. */
    public int size() {
        return links.size();
    }

    @Override
    public double[] tip() {
        return tip.clone();
    }

    @Override
    public double[] gravity() {
        return gravity.clone();
    }

    private static double[] vector(String name, double[] values) {
        if (values.length != 3 || !Double.isFinite(values[0] + values[1] + values[2])) {
            throw new IllegalArgumentException(
                    "chain: " + name + ": expected 3 finite numbers, found " + Arrays.toString(values));
        }
        return values.clone();
    }
}
