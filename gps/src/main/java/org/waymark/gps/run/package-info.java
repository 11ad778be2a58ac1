/**
 * A run on disk: its folder, its metrics, its summary, its checkpoints, and the clock.
 *
 * <p>Read first: {@link org.waymark.gps.run.TrainingRun} (drives the loop and writes down what it does), {@link
 * org.waymark.gps.run.RunFolder} (what lies where) and {@link org.waymark.gps.learner.Metrics} (what each number in {@code metrics.jsonl}
 * means).
 */
package org.waymark.gps.run;
