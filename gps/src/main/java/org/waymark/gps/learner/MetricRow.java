package org.waymark.gps.learner;

/**
 * What a metric means.
 *
 * @param key the name; a trailing N stands for the number of a cluster, from 0, a trailing TASK for the name of a task
 * @param unit of the number
 * @param meaning in a sentence
 * @param isCount whether it counts something, and is therefore written as a whole number
 */
public record MetricRow(String key, String unit, String meaning, boolean isCount) {
    private static final String TASK = "TASK";

    /** Of a number, or of a word. */
    public static MetricRow of(String key, String unit, String meaning) {
        return new MetricRow(key, unit, meaning, false);
    }

    /** Of a whole number. */
    public static MetricRow count(String key, String unit, String meaning) {
        return new MetricRow(key, unit, meaning, true);
    }

    /** Whether a metric is this one, or one of these. */
    public boolean describes(String metric) {
        if (key.endsWith(TASK)) {
            String family = key.substring(0, key.length() - TASK.length());
            return metric.startsWith(family) && metric.length() > family.length();
        }
        return key.endsWith("N") ? metric.matches(key.substring(0, key.length() - 1) + "\\d+") : metric.equals(key);
    }
}
