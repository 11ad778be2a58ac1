package org.waymark.lqr.planner;

/**
 * What came of the samples of the last plan.
 *
 * @param bestCost the lowest cost among the samples of all iterations
 * @param meanCost the mean over those samples of the last iteration that have a finite cost
 * @param lost how many samples of the last iteration had no finite cost
 * @param effectiveSampleSize how many samples the last mean rests on: (Σw)²/Σw² for weighted ones, the number of elites, or 1
 */
public record SamplingStatistics(double bestCost, double meanCost, int lost, double effectiveSampleSize) {}
