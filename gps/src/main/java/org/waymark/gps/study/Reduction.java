package org.waymark.gps.study;

import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the course of a metric over a run becomes one number.
 *
 * <p>A number that the run does not have (the plant broke down, say) is not passed over: the worst, the mean, the last of numbers of which
 * one is missing is missing too. The best is that of the others, and a threshold may still be reached by another.
 */
public sealed interface Reduction {
    /**
     * One course of a metric.
     *
     * @param values after each iteration
     * @param steps for training until then
     * @param horizon steps of a rollout
     */
    record Course(double[] values, double[] steps, int horizon) {
        /** What it took to get to the end of an iteration, counted from 0. */
        double effort(Effort effort, int i) {
            return switch (effort) {
                case ITERATION -> i + 1;
                case ROLLOUTS -> steps[i] / horizon;
                case STEPS -> steps[i];
            };
        }
    }

    /** The number; NaN if there is none, infinite if a threshold is never reached. */
    double of(Course course, Better better);

    /** The iteration that there must be at least for this to have a number. */
    int leastIterations();

    /** That of the last iteration. */
    record Last() implements Reduction {
        @Override
        public double of(Course course, Better better) {
            int count = course.values().length;
            return count == 0 ? Double.NaN : course.values()[count - 1];
        }

        @Override
        public int leastIterations() {
            return 1;
        }
    }

    /**
     * That of one iteration.
     *
     * @param iteration from 1
     */
    record At(int iteration) implements Reduction {
        public At {
            if (iteration < 1) {
                throw new IllegalArgumentException("expected an iteration ≥ 1 after 'at', found " + iteration);
            }
        }

        @Override
        public double of(Course course, Better better) {
            return iteration > course.values().length ? Double.NaN : course.values()[iteration - 1];
        }

        @Override
        public int leastIterations() {
            return iteration;
        }
    }

    /**
     * The best of all iterations after some.
     *
     * @param after iterations that do not count
     */
    record Best(int after) implements Reduction {
        @Override
        public double of(Course course, Better better) {
            double best = Double.NaN;
            for (int i = after; i < course.values().length; i++) {
                double value = course.values()[i];
                best = Double.isNaN(best) ? value : Double.isNaN(value) ? best : better.better(best, value);
            }
            return best;
        }

        @Override
        public int leastIterations() {
            return after + 1;
        }
    }

    /**
     * The worst of all iterations after some.
     *
     * @param after iterations that do not count
     */
    record Worst(int after) implements Reduction {
        @Override
        public double of(Course course, Better better) {
            return fold(course.values(), after, better::worse);
        }

        @Override
        public int leastIterations() {
            return after + 1;
        }
    }

    /**
     * The mean over all iterations after some.
     *
     * @param after iterations that do not count
     */
    record Mean(int after) implements Reduction {
        @Override
        public double of(Course course, Better better) {
            return fold(course.values(), after, Double::sum) / (course.values().length - after);
        }

        @Override
        public int leastIterations() {
            return after + 1;
        }
    }

    /**
     * How much it took until the metric was first beyond a threshold.
     *
     * @param effort what is counted
     * @param relation of the metric to the threshold
     * @param threshold to be reached
     */
    record Until(Effort effort, Relation relation, double threshold) implements Reduction {
        @Override
        public double of(Course course, Better better) {
            for (int i = 0; i < course.values().length; i++) {
                if (relation.holds(course.values()[i], threshold)) {
                    return course.effort(effort, i);
                }
            }
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public int leastIterations() {
            return 1;
        }
    }

    /**
     * The mean over a window of steps: the last ones, or those after the metric was first beyond a threshold. Iterations count that end
     * within the window.
     *
     * @param steps how long the window is
     * @param opened by what; empty for the last steps of the run
     */
    record Window(long steps, Optional<Until> opened) implements Reduction {
        @Override
        public double of(Course course, Better better) {
            int count = course.values().length;
            double end = count == 0 ? Double.NaN : course.steps()[count - 1];
            double from = opened.isEmpty() ? end - steps : opened.get().of(course, better);
            if (!(from + steps <= end)) {
                return Double.NaN; // never opened, or the run was over before the window
            }
            double sum = 0;
            int within = 0;
            for (int i = 0; i < count; i++) {
                if (course.steps()[i] > from && course.steps()[i] <= from + steps) {
                    sum += course.values()[i];
                    within++;
                }
            }
            return sum / within;
        }

        @Override
        public int leastIterations() {
            return 1;
        }
    }

    private static double fold(double[] values, int after, DoubleBinaryOperator operator) {
        double result = after < values.length ? values[after] : Double.NaN;
        for (int i = after + 1; i < values.length; i++) {
            result = operator.applyAsDouble(result, values[i]);
        }
        return result;
    }

    /**
     * Reads {@code last}, {@code at 5}, {@code worst after 8} (or best, mean), {@code rollouts to <= -575} (or steps, iterations), {@code mean
     * of the last 5000 steps} or {@code mean of 5000 steps after <= -1000}.
     */
    static Reduction parse(String text) {
        String form = "last|at (\\d{1,6})|(best|worst|mean)(?: after (\\d{1,6}))?|(steps|rollouts|iterations) to ("
                + Relation.SIGNS + ") *(\\S+)|mean of (?:the last (\\d{1,9}) steps|(\\d{1,9}) steps after ("
                + Relation.SIGNS + ") *(\\S+))";
        Matcher matcher = Pattern.compile(form).matcher(text.strip().replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected last, 'at K', best, worst or mean, with 'after K' or without,"
                    + " or 'steps to <= X', 'rollouts to <= X', 'iterations to <= X', 'mean of the last N steps' or"
                    + " 'mean of N steps after <= X', found '" + text + "'");
        }
        if (matcher.group(1) != null) {
            return new At(Integer.parseInt(matcher.group(1)));
        }
        if (matcher.group(4) != null) {
            return new Until(
                    effort(matcher.group(4)), Relation.of(matcher.group(5)), Numbers.finite(matcher.group(6), text));
        }
        if (matcher.group(7) != null) {
            return new Window(Long.parseLong(matcher.group(7)), Optional.empty());
        }
        if (matcher.group(8) != null) {
            Relation relation = Relation.of(matcher.group(9));
            return new Window(
                    Long.parseLong(matcher.group(8)),
                    Optional.of(new Until(Effort.STEPS, relation, Numbers.finite(matcher.group(10), text))));
        }
        if (matcher.group(2) == null) {
            return new Last();
        }
        int after = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return switch (matcher.group(2)) {
            case "best" -> new Best(after);
            case "worst" -> new Worst(after);
            default -> new Mean(after);
        };
    }

    private static Effort effort(String plural) {
        return switch (plural) {
            case "iterations" -> Effort.ITERATION;
            case "rollouts" -> Effort.ROLLOUTS;
            default -> Effort.STEPS;
        };
    }
}
