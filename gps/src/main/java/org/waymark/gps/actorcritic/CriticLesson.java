package org.waymark.gps.actorcritic;

/**
 * What the critics are taught. Arrays are their maker's own, valid until it makes the next lesson, and longer than needed.
 *
 * @param count pairs, ≥ 1
 * @param observations [count × p]; not to be modified
 * @param actions [count × m]; not to be modified
 * @param targets y, [count], in units of the scaled return; not to be modified
 */
record CriticLesson(int count, double[] observations, double[] actions, double[] targets) {}
