/**
 * What is measured in each iteration, over all learners.
 *
 * <p>Read first: {@link org.waymark.gps.metrics.MetricTable}, the only class; learners bring the rows.
 */
package org.waymark.gps.metrics;
