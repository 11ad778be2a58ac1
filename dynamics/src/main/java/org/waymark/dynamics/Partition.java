package org.waymark.dynamics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Rows in groups, by recursive splitting: the group with the largest scatter is cut at its mean, across its principal axis (Boley 1998).
 *
 * <p>Rows of trajectories lie along curves, and this cuts the curves into pieces.
 */
final class Partition {
    private static final int POWER_ITERATIONS = 8;

    private final double[] z;
    private final int rows;
    private final int size;
    private final int[] group;

    /** All rows in one group. */
    Partition(double[] z, int rows, int size) {
        this(z, rows, size, new int[rows]);
    }

    /** @param group [rows] the group of each row; kept and modified */
    Partition(double[] z, int rows, int size, int[] group) {
        this.z = z;
        this.rows = rows;
        this.size = size;
        this.group = group;
    }

    int[] groups() {
        return group;
    }

    /** Splits until there are so many groups, or no group has rows that differ; returns how many there are, numbered without gaps. */
    int split(int wanted, RandomGenerator random) {
        int count = renumber();
        double[] scatter = new double[Math.max(wanted, count)];
        for (int g = 0; g < count; g++) {
            scatter[g] = scatter(g);
        }
        while (count < wanted) {
            int widest = 0;
            for (int g = 1; g < count; g++) {
                widest = scatter[g] > scatter[widest] ? g : widest;
            }
            if (!(scatter[widest] > 0)) {
                return count;
            }
            if (cut(widest, count, random)) {
                scatter[count] = scatter(count);
                scatter[widest] = scatter(widest);
                count++;
            } else {
                scatter[widest] = 0;
            }
        }
        return count;
    }

    private int renumber() {
        int[] names = new int[Arrays.stream(group).max().orElse(0) + 1];
        Arrays.fill(names, -1);
        int count = 0;
        for (int n = 0; n < rows; n++) {
            if (names[group[n]] < 0) {
                names[group[n]] = count++;
            }
            group[n] = names[group[n]];
        }
        return count;
    }

    private double[] mean(int g) {
        double[] mean = new double[size];
        int count = 0;
        for (int n = 0; n < rows; n++) {
            if (group[n] == g) {
                count++;
                for (int i = 0; i < size; i++) {
                    mean[i] += z[n * size + i];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] /= count;
        }
        return mean;
    }

    private double scatter(int g) {
        double[] mean = mean(g);
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < size && group[n] == g; i++) {
                double d = z[n * size + i] - mean[i];
                sum += d * d;
            }
        }
        return sum;
    }

    /** Moves the rows of group g on the far side of its mean into a new group; false if they cannot be told apart. */
    private boolean cut(int g, int newGroup, RandomGenerator random) {
        double[] mean = mean(g);
        double[] axis = principalAxis(g, mean, random);
        int moved = 0;
        int total = 0;
        for (int n = 0; n < rows; n++) {
            if (group[n] == g) {
                total++;
                if (projection(n, mean, axis) > 0) {
                    group[n] = newGroup;
                    moved++;
                }
            }
        }
        return moved > 0 && moved < total;
    }

    private double[] principalAxis(int g, double[] mean, RandomGenerator random) {
        double[] axis = new double[size];
        for (int i = 0; i < size; i++) {
            axis[i] = random.nextGaussian();
        }
        for (int iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
            double[] next = new double[size];
            for (int n = 0; n < rows; n++) {
                if (group[n] == g) {
                    double p = projection(n, mean, axis);
                    for (int i = 0; i < size; i++) {
                        next[i] += p * (z[n * size + i] - mean[i]);
                    }
                }
            }
            double norm = 0;
            for (double v : next) {
                norm += v * v;
            }
            double inverse = norm > 0 ? 1 / Math.sqrt(norm) : 0;
            for (int i = 0; i < size; i++) {
                axis[i] = next[i] * inverse;
            }
        }
        return axis;
    }

    private double projection(int n, double[] mean, double[] axis) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (z[n * size + i] - mean[i]) * axis[i];
        }
        return sum;
    }
}
