package org.waymark.lqr.ilqr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes one aligned row per iteration, under a heading that is repeated every so many rows. */
public final class TablePrinter implements IterationListener {
    private static final int ROWS = 25;
    private static final String HEADING =
            " iter            cost     expected       actual     gradient        mu     alpha       gap\n";

    private final Appendable out;

    /** @param out for example {@code System.out}; what it throws is thrown on, unchecked */
    public TablePrinter(Appendable out) {
        this.out = Checks.present("out", out);
    }

    @Override
    public boolean onIteration(Iteration it) {
        try {
            if (it.number() % ROWS == 1) {
                out.append(HEADING);
            }
            out.append(String.format(
                    Locale.ROOT,
                    "%5d %15.8g %12.4e %12.4e %12.4e %9.1e %9.2e %9.1e%n",
                    it.number(),
                    it.cost(),
                    it.expected(),
                    it.actual(),
                    it.gradientNorm(),
                    it.regularization(),
                    it.step(),
                    it.gap()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }
}
