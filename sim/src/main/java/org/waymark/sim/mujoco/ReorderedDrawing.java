package org.waymark.sim.mujoco;

import java.util.List;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;

/**
 * A drawing for states in another order.
 *
 * @param drawing for the engine's states
 * @param order as {@link BenchmarkTask#order}
 */
record ReorderedDrawing(Drawing drawing, int[] order) implements Drawing {
    @Override
    public List<Part> parts() {
        return drawing.parts();
    }

    @Override
    public int frames() {
        return drawing.frames();
    }

    @Override
    public void place(double[] state, double[] poses) {
        double[] engines = new double[order.length];
        BenchmarkTask.toEngine(order, state, engines);
        drawing.place(engines, poses);
    }

    @Override
    public boolean isPlanar() {
        return drawing.isPlanar();
    }
}
