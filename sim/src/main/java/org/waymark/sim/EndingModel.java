package org.waymark.sim;

import java.util.Arrays;
import java.util.function.Predicate;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.Model;

/** A model whose state stays where an episode is over, whatever the controls. */
public class EndingModel implements Model {
    private final Model model;
    private final Predicate<double[]> ended;

    private EndingModel(Model model, Predicate<double[]> ended) {
        this.model = model;
        this.ended = ended;
    }

    /** @param ended tells of a state [stateSize], which it must not modify, whether an episode is over there */
    public static Model of(Model model, Predicate<double[]> ended) {
        return new EndingModel(model, ended);
    }

    /**
     * With derivatives: ∂x′/∂x = I, ∂x′/∂u = 0 and no curvature where an episode is over.
     *
     * @param ended tells of a state [stateSize], which it must not modify, whether an episode is over there
     */
    public static DifferentiableModel of(DifferentiableModel model, Predicate<double[]> ended) {
        return new Differentiable(model, ended);
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
        if (ended.test(state)) {
            System.arraycopy(state, 0, nextState, 0, state.length);
        } else {
            model.next(state, control, t, nextState);
        }
    }

    private static final class Differentiable extends EndingModel implements DifferentiableModel {
        private final DifferentiableModel model;
        private final Predicate<double[]> ended;

        Differentiable(DifferentiableModel model, Predicate<double[]> ended) {
            super(model, ended);
            this.model = model;
            this.ended = ended;
        }

        @Override
        public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
            if (ended.test(state)) {
                Arrays.fill(jacobian, 0);
                for (int i = 0; i < stateSize(); i++) {
                    jacobian[i * (stateSize() + controlSize()) + i] = 1;
                }
            } else {
                model.jacobian(state, control, t, jacobian);
            }
        }

        @Override
        public boolean hasCurvature() {
            return model.hasCurvature();
        }

        @Override
        public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
            if (!ended.test(state)) {
                model.addCurvature(state, control, t, weights, hessian);
            }
        }
    }
}
