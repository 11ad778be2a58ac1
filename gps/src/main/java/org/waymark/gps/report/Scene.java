package org.waymark.gps.report;

import org.waymark.gps.learner.Recording;

/**
 * A recorded iteration, as a report shows it.
 *
 * @param iteration from 1
 * @param label what is special about it, such as {@code best}; empty for nothing
 * @param recording what was recorded
 */
public record Scene(int iteration, String label, Recording recording) {}
