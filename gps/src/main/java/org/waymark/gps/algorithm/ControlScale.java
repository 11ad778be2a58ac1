package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.sim.SimulatorSpec;

/** How large a task's controls are. */
public final class ControlScale {
    private ControlScale() {}

    /** [m]: the range of each control or, where it has none, the root mean square deviation of the initial controllers. */
    public static double[] of(Task task, SimulatorSpec spec) {
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        double[] scale = initialDeviations(task, spec);
        for (int i = 0; i < scale.length; i++) {
            double range = upper[i] - lower[i];
            scale[i] = Double.isInfinite(range) ? scale[i] : range;
        }
        return scale;
    }

    /** [m]: the root mean square deviation of each control under the initial controllers. */
    public static double[] initialDeviations(Task task, SimulatorSpec spec) {
        List<LinearGaussianController> controllers = initialControllers(task.starts(), spec);
        double[] deviations = new double[spec.controlSize()];
        Arrays.setAll(deviations, i -> deviation(controllers, i));
        return deviations;
    }

    private static List<LinearGaussianController> initialControllers(Starts starts, SimulatorSpec spec) {
        if (starts instanceof Starts.Drawn drawn) {
            // exploration at the start does not depend on where that is
            return List.of(drawn.initialController().apply(new double[spec.stateSize()]));
        }
        return ((Starts.Listed) starts).initialControllers();
    }

    private static double deviation(List<LinearGaussianController> controllers, int control) {
        double variance = 0;
        for (LinearGaussianController controller : controllers) {
            int horizon = controller.horizon();
            for (int t = 0; t < horizon; t++) {
                variance += controller.covariance().get(t, control, control) / (horizon * controllers.size());
            }
        }
        return Math.sqrt(variance);
    }
}
