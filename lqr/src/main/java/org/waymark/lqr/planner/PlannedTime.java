package org.waymark.lqr.planner;

import org.waymark.lqr.BatchDifferentiableModel;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TrajectoryProblem;

/** Tells a model and a cost the absolute time step, of which a solver that counts from the beginning of its plan knows nothing. */
final class PlannedTime {
    private int start;

    /** Sets the absolute time step at which the plan begins. */
    void startAt(int t) {
        start = t;
    }

    int start() {
        return start;
    }

    /** @throws IllegalArgumentException if the model has no derivatives */
    TrajectoryProblem within(TrajectoryProblem problem) {
        if (!(problem.model() instanceof DifferentiableModel model)) {
            throw new IllegalArgumentException("model: expected a DifferentiableModel, found "
                    + problem.model().getClass().getName());
        }
        AbsoluteModel timed = model instanceof BatchDifferentiableModel batch
                ? new AbsoluteBatchModel(batch)
                : new AbsoluteModel(model);
        return new TrajectoryProblem(timed, new AbsoluteCost(problem.cost()), problem.limits(), problem.horizon());
    }

    private class AbsoluteModel implements DifferentiableModel {
        private final DifferentiableModel model;

        AbsoluteModel(DifferentiableModel model) {
            this.model = model;
        }

        @Override
        public int stateSize() {
            return model.stateSize();
        }

        @Override
        public int controlSize() {
            return model.controlSize();
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            model.next(state, control, start + t, nextState);
        }

        @Override
        public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
            model.jacobian(state, control, start + t, jacobian);
        }

        @Override
        public boolean hasCurvature() {
            return model.hasCurvature();
        }

        @Override
        public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
            model.addCurvature(state, control, start + t, weights, hessian);
        }
    }

    private final class AbsoluteBatchModel extends AbsoluteModel implements BatchDifferentiableModel {
        private final BatchDifferentiableModel model;

        AbsoluteBatchModel(BatchDifferentiableModel model) {
            super(model);
            this.model = model;
        }

        @Override
        public void jacobians(int first, double[][] states, double[][] controls, int horizon, double[][] jacobians) {
            model.jacobians(start + first, states, controls, horizon, jacobians);
        }
    }

    private final class AbsoluteCost implements Cost {
        private final Cost cost;

        AbsoluteCost(Cost cost) {
            this.cost = cost;
        }

        @Override
        public double running(double[] state, double[] control, int t) {
            return cost.running(state, control, start + t);
        }

        @Override
        public double terminal(double[] state) {
            return cost.terminal(state);
        }

        @Override
        public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
            cost.expandRunning(state, control, start + t, weight, into);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            cost.expandTerminal(state, weight, into);
        }
    }
}
