/**
 * One self-contained HTML file that shows a run: curves, result, configuration, machine. Makes text; touches no file.
 *
 * <p>Read first: {@link org.waymark.gps.report.Report} (the page), {@link org.waymark.gps.report.LineChart} and {@link
 * org.waymark.gps.report.RunRecord} (what is shown).
 */
package org.waymark.gps.report;
