package org.waymark.gps.clustering;

/** Who belongs to which cluster: to the nearest, but each cluster gets enough. */
public final class Assignment {
    private Assignment() {}

    /**
     * Each item goes to its cheapest cluster. Then, as long as a cluster has too few, the item whose move there adds least to the sum of
     * all costs moves there, from a cluster that can spare it.
     *
     * @param costs [items][clusters], such as squared distances or negative log-likelihoods; not modified
     * @param minimum the fewest items of a cluster
     * @return the cluster of each item
     * @throws IllegalArgumentException if there are fewer than clusters · minimum items
     */
    public static int[] nearest(double[][] costs, int minimum) {
        int clusters = costs[0].length;
        if (costs.length < (long) clusters * minimum) {
            throw new IllegalArgumentException("clusters: expected at most " + costs.length / minimum + " ("
                    + costs.length + " rollouts, at least " + minimum + " each), found " + clusters);
        }
        int[] chosen = new int[costs.length];
        int[] counts = new int[clusters];
        for (int i = 0; i < costs.length; i++) {
            for (int c = 1; c < clusters; c++) {
                if (costs[i][c] < costs[i][chosen[i]]) {
                    chosen[i] = c;
                }
            }
            counts[chosen[i]]++;
        }
        while (moveOne(costs, minimum, chosen, counts)) {
            // until every cluster has enough
        }
        return chosen;
    }

    private static boolean moveOne(double[][] costs, int minimum, int[] chosen, int[] counts) {
        int item = -1;
        int target = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < counts.length; c++) {
            for (int i = 0; i < chosen.length && counts[c] < minimum; i++) {
                double added = costs[i][c] - costs[i][chosen[i]];
                if (counts[chosen[i]] > minimum && (item < 0 || added < least)) {
                    item = i;
                    target = c;
                    least = added;
                }
            }
        }
        if (item < 0) {
            return false;
        }
        counts[chosen[item]]--;
        counts[target]++;
        chosen[item] = target;
        return true;
    }

    /** How many items each cluster has. */
    public static int[] counts(int[] chosen, int clusters) {
        int[] counts = new int[clusters];
        for (int cluster : chosen) {
            counts[cluster]++;
        }
        return counts;
    }
}
