package org.waymark.sim.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * The maze of Sutton and Barto (Reinforcement Learning, second edition, example 8.1): 6 × 9 squares, from (2, 0) to the goal at (0, 8),
 * around seven walls. The actions go up, right, down and left; one into a wall or out of the maze changes nothing.
 *
 * <p>ℓ = −1 for the step that reaches the goal, where the episode ends; all others are free.
 *
 * <p>State, initial state and observation [2]: row from the top, column from the left, from 0.
 */
public final class DynaMaze extends DiscretePlant {
    private static final int ROWS = 6;
    private static final int COLUMNS = 9;
    private static final int GOAL_ROW = 0;
    private static final int GOAL_COLUMN = 8;
    private static final int[] DOWN = {-1, 0, 1, 0};
    private static final int[] RIGHT = {0, 1, 0, -1};
    private static final Set<Integer> WALLS =
            Set.of(square(1, 2), square(2, 2), square(3, 2), square(4, 5), square(0, 7), square(1, 7), square(2, 7));

    public DynaMaze() {
        super(DOWN.length, List.of("row [1]", "column [1]"));
    }

    private static int square(int row, int column) {
        return row * COLUMNS + column;
    }

    /** Always (2, 0). */
    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(random -> InitialState.of(2, 0));
    }

    @Override
    public Optional<Cost> cost() {
        return Optional.of(new Arrival());
    }

    @Override
    public boolean ended(double[] state) {
        return state[0] == GOAL_ROW && state[1] == GOAL_COLUMN;
    }

    private void move(double[] x, double[] u, double[] next) {
        int action = action(u);
        double row = x[0] + DOWN[action];
        double column = x[1] + RIGHT[action];
        boolean free = row >= 0
                && row < ROWS
                && column >= 0
                && column < COLUMNS
                && !WALLS.contains(square((int) row, (int) column))
                && !ended(x);
        next[0] = free ? row : x[0];
        next[1] = free ? column : x[1];
    }

    @Override
    public Optional<Drawing> drawing() {
        double[] half = {0.5, 0.5, 0};
        List<Part> parts = new ArrayList<>();
        WALLS.stream()
                .sorted()
                .forEach(wall -> parts.add(Part.box(
                        Part.WORLD, PlanarDrawing.at(wall % COLUMNS, -wall / COLUMNS), half, Part.Role.SURROUNDINGS)));
        parts.add(Part.ball(Part.WORLD, PlanarDrawing.at(GOAL_COLUMN, -GOAL_ROW), 0.2, Part.Role.BODY));
        parts.add(Part.ball(0, PlanarDrawing.at(0, 0), 0.3, Part.Role.POINT));
        return Optional.of(new PlanarDrawing(parts, 1, (x, poses) -> Poses.writePlanar(poses, 0, x[1], -x[0], 0)));
    }

    @Override
    public ModelSimulator newSimulator() {
        return new BenchmarkPlant.Motion(spec()) {
            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                move(x, u, next);
            }
        };
    }

    private final class Arrival implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            double[] next = new double[2];
            move(x, u, next);
            return !ended(x) && ended(next) ? -1 : 0;
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(weight * running(x, u, t));
        }
    }
}
