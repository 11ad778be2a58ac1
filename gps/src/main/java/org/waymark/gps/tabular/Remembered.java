package org.waymark.gps.tabular;

/**
 * What came of an action the last time.
 *
 * @param state its number
 * @param action its number
 * @param reward −ℓ
 * @param next number of the state that followed
 * @param ended whether the episode ended there
 */
public record Remembered(int state, int action, double reward, int next, boolean ended) {}
