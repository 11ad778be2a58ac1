package org.waymark.lqr.constrained;

import org.waymark.lqr.FiniteDifferences;

/** Central differences of a constraint that brings no derivatives. */
final class ConstraintDifferences {
    private ConstraintDifferences() {}

    static void jacobian(Constraint constraint, double[] state, double[] control, int t, double[] jacobian) {
        double[] plus = new double[constraint.size()];
        double[] minus = new double[constraint.size()];
        double[] x = state.clone();
        double[] u = control.clone();
        int n = x.length;
        int size = n + u.length;
        for (int j = 0; j < size; j++) {
            double[] moved = j < n ? x : u;
            int k = j < n ? j : j - n;
            double centre = moved[k];
            if (Double.isNaN(centre) && j >= n) {
                continue;
            }
            double h = FiniteDifferences.step(FiniteDifferences.FIRST_STEP, centre);
            moved[k] = centre + h;
            constraint.value(x, u, t, plus);
            moved[k] = centre - h;
            constraint.value(x, u, t, minus);
            moved[k] = centre;
            for (int i = 0; i < plus.length; i++) {
                jacobian[i * size + j] = FiniteDifferences.first(plus[i], minus[i], h);
            }
        }
    }
}
