package org.waymark.gps.report;

/**
 * The words on a chart.
 *
 * @param title of the whole
 * @param note what lines, bands or points are
 * @param across what the axis below counts, with its unit
 * @param up what the axis beside counts, with its unit; empty if it has names
 */
public record Labels(String title, String note, String across, String up) {}
