package org.waymark.lqr.ilqr;

/** Which second derivatives of the model enter the quadratic model of the cost-to-go. */
public enum Curvature {
    /** None: iLQR (Todorov and Li 2005). Each Q_yy is then positive semidefinite if the cost is convex. */
    GAUSS_NEWTON,
    /**
     * V'_x·f_yy, as differential dynamic programming has it (Jacobson and Mayne 1970): converges quadratically. The model must have
     * curvature.
     */
    SECOND_ORDER
}
