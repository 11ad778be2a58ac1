/**
 * What learns a policy from real steps, one iteration at a time, so that training, evaluation, studies and checkpoints work for all
 * that do.
 *
 * <p>Read first: {@link org.waymark.gps.learner.Learner} (state in, state out), {@link org.waymark.gps.learner.StateFormat} (the state
 * written down) and {@link org.waymark.gps.learner.Metrics} (what each number in {@code metrics.jsonl} means).
 */
package org.waymark.gps.learner;
