package org.waymark.gps.imagination;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of an iteration's work in imagination.
 *
 * @param student as it is now
 * @param metrics of this work, in the order in which they are written, always the same keys
 * @param status how it ended, a word
 */
public record Improvement(Student student, Map<String, Double> metrics, String status) {
    public Improvement {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
