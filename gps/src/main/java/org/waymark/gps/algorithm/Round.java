package org.waymark.gps.algorithm;

/**
 * One pass through improve, distil and couple.
 *
 * @param iteration 0-based
 * @param inner which pass of this iteration, 0-based
 * @param isLast whether it is the last one of this iteration
 */
public record Round(int iteration, int inner, boolean isLast) {}
