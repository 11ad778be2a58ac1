package org.waymark.gps.experiment;

import java.util.Optional;

/**
 * When an episode is over before its time: once an entry of the state leaves an interval.
 *
 * @param entry its name in the plant, with or without the unit, or its number
 * @param below the episode ends where the entry is less than this, if given
 * @param above the episode ends where the entry is greater than this, if given
 */
public record EndOptions(String entry, Optional<Double> below, Optional<Double> above) {
    public EndOptions {
        if (above.isEmpty() && below.isEmpty()) {
            throw new IllegalArgumentException("entry: expected above or below beside it, found neither");
        }
        if (above.isPresent() && below.isPresent() && !(below.get() < above.get())) {
            throw new IllegalArgumentException(
                    "below: expected less than above = " + above.get() + ", found " + below.get());
        }
    }
}
