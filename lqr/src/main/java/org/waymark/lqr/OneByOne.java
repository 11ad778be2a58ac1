package org.waymark.lqr;

/** A batch model that asks a plain one for each state. */
final class OneByOne implements BatchModel {
    private final Model model;
    private final double[] state;
    private final double[] control;
    private final double[] following;

    OneByOne(Model model) {
        this.model = model;
        state = new double[model.stateSize()];
        control = new double[model.controlSize()];
        following = new double[model.stateSize()];
    }

    @Override
    public int stateSize() {
        return state.length;
    }

    @Override
    public int controlSize() {
        return control.length;
    }

    @Override
    public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
        int n = state.length;
        int m = control.length;
        for (int i = 0; i < batch; i++) {
            System.arraycopy(states, i * n, state, 0, n);
            System.arraycopy(controls, i * m, control, 0, m);
            model.next(state, control, t, following);
            System.arraycopy(following, 0, nextStates, i * n, n);
        }
    }
}
