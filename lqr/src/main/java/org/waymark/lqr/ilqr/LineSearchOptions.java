package org.waymark.lqr.ilqr;

/**
 * Backtracking over the step α = 1, β, β², …: the first is taken whose decrease of the cost is at least c₁ of what the quadratic model
 * expects.
 *
 * @param shrink β, between 0 and 1
 * @param minStep the smallest α tried, between 0 and 1
 * @param acceptRatio c₁, between 0 and 1
 */
public record LineSearchOptions(double shrink, double minStep, double acceptRatio) {
    /** @throws IllegalArgumentException if a number is outside its range */
    public LineSearchOptions {
        Checks.within("lineSearch.shrink", shrink, 0, 1);
        Checks.within("lineSearch.minStep", minStep, 0, 1);
        Checks.within("lineSearch.acceptRatio", acceptRatio, 0, 1);
    }

    public static LineSearchOptions defaults() {
        return new LineSearchOptions(0.5, 1e-3, 1e-2);
    }

    public LineSearchOptions withShrink(double value) {
        return new LineSearchOptions(value, minStep, acceptRatio);
    }

    public LineSearchOptions withMinStep(double value) {
        return new LineSearchOptions(shrink, value, acceptRatio);
    }

    public LineSearchOptions withAcceptRatio(double value) {
        return new LineSearchOptions(shrink, minStep, value);
    }

    /** How many α are tried at most. */
    int steps() {
        int count = 1;
        for (double step = shrink; step >= minStep; step *= shrink) {
            count++;
        }
        return count;
    }
}
