package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.ilqr.Curvature;

/** The table of the documentation of constraints, left in target/constrained.md; a minute long. */
@Tag("study")
class ConstrainedStudy {
    private static final int WARM_UP = 15;
    private static final int MEASURED = 15;

    @Test
    void writesTheTable() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| problem | inner solves | cost | Ipopt's | violation | outer | inner | ms of processor time |",
                "|---|---|---|---|---|---|---|---|"));
        for (ConstrainedTask task : ConstrainedTaskTest.tasks()) {
            for (Curvature curvature : List.of(Curvature.SECOND_ORDER, Curvature.GAUSS_NEWTON)) {
                table.add(row(task, curvature));
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "constrained.md"), table);
    }

    private static String row(ConstrainedTask task, Curvature curvature) {
        AugmentedLagrangianOptions usual = AugmentedLagrangianOptions.defaults();
        AugmentedLagrangian solver = new AugmentedLagrangian(
                task.problem(), usual.withInner(usual.inner().withCurvature(curvature)));
        double[] millis = new double[MEASURED];
        ConstrainedResult result = null;
        for (int run = -WARM_UP; run < MEASURED; run++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            result = solver.solve(task.start(), task.guess());
            if (run >= 0) {
                millis[run] = 1e-6 * (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
            }
        }
        assertThat(result.status()).isEqualTo(ConstrainedResult.Status.CONVERGED);
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.8f | %.8f | %.0e | %d | %d | %.0f |",
                task.name().replace('_', '-'),
                curvature == Curvature.SECOND_ORDER ? "second order" : "Gauss-Newton",
                result.cost(),
                task.reference().number("cost"),
                result.violation(),
                result.outerIterations(),
                result.innerIterations(),
                millis[MEASURED / 2]);
    }
}
