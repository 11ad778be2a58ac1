package org.waymark.gps.experiment;

import java.util.List;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.Plant;

/** The way from one of the plant's points to another, d = p_from − p_to. */
final class RelativePoint implements PointMap {
    private static final int AXES = 3;

    private final PointMap points;
    private final int from;
    private final int to;
    private final ThreadLocal<double[]> places;
    private final ThreadLocal<double[]> slopes;

    /**
     * @param from which of the stacked points
     * @param to which of the stacked points
     */
    RelativePoint(PointMap points, int from, int to) {
        this.points = points;
        this.from = from;
        this.to = to;
        int size = points.size();
        int stateSize = points.stateSize();
        places = ThreadLocal.withInitial(() -> new double[size]);
        slopes = ThreadLocal.withInitial(() -> new double[size * stateSize]);
    }

    /** The way between two sites, by their names in {@code task.sites}. */
    static RelativePoint between(Plant plant, TaskOptions task, String from, String to) {
        List<String> sites = task.sites().orElse(List.of());
        return new RelativePoint(plant.points(), index("from", from, sites), index("to", to, sites));
    }

    private static int index(String key, String site, List<String> sites) {
        if (!sites.contains(site)) {
            throw new IllegalArgumentException(key + ": expected one of task.sites " + sites + ", found '" + site + "'"
                    + (sites.isEmpty() ? "" : "; did you mean " + KeyNames.nearest(site, sites) + "?"));
        }
        return sites.indexOf(site);
    }

    @Override
    public int stateSize() {
        return points.stateSize();
    }

    @Override
    public int size() {
        return AXES;
    }

    @Override
    public void evaluate(double[] state, double[] way, double[] jacobian) {
        double[] place = places.get();
        double[] slope = slopes.get();
        points.evaluate(state, place, slope);
        int n = points.stateSize();
        for (int axis = 0; axis < AXES; axis++) {
            way[axis] = place[AXES * from + axis] - place[AXES * to + axis];
            for (int i = 0; i < n; i++) {
                jacobian[axis * n + i] = slope[(AXES * from + axis) * n + i] - slope[(AXES * to + axis) * n + i];
            }
        }
    }
}
