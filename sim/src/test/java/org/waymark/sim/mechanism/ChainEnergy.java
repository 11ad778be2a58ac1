package org.waymark.sim.mechanism;

/** The energies of a chain from first principles: the obvious twin that dynamics are held against. */
public final class ChainEnergy {
    private final SerialChain chain;
    private final ChainKinematics kinematics;

    public ChainEnergy(SerialChain chain) {
        this.chain = chain;
        this.kinematics = new ChainKinematics(chain);
    }

    /** Σ ½ m |ċ|² + ½ ωᵀ R I Rᵀ ω + ½ armature q̇². */
    public double kinetic(double[] state) {
        kinematics.update(state);
        int size = chain.size();
        double energy = 0;
        double[] omega = new double[3];
        for (int i = 0; i < size; i++) {
            Link link = chain.links().get(i);
            double[] centre = centre(i);
            double[] velocity = new double[3];
            for (int k = 0; k < 3; k++) {
                omega[k] += kinematics.axis[3 * i + k] * state[size + i];
            }
            for (int j = 0; j <= i; j++) {
                double[] axis = {kinematics.axis[3 * j], kinematics.axis[3 * j + 1], kinematics.axis[3 * j + 2]};
                double[] arm = new double[3];
                for (int k = 0; k < 3; k++) {
                    arm[k] = centre[k] - kinematics.origin[3 * j + k];
                }
                double rate = state[size + j];
                velocity[0] += rate * (axis[1] * arm[2] - axis[2] * arm[1]);
                velocity[1] += rate * (axis[2] * arm[0] - axis[0] * arm[2]);
                velocity[2] += rate * (axis[0] * arm[1] - axis[1] * arm[0]);
            }
            double[] local = new double[3];
            for (int k = 0; k < 3; k++) {
                for (int r = 0; r < 3; r++) {
                    local[k] += kinematics.rotation[9 * i + 3 * r + k] * omega[r];
                }
            }
            for (int r = 0; r < 3; r++) {
                energy += 0.5 * link.mass() * velocity[r] * velocity[r];
                for (int c = 0; c < 3; c++) {
                    energy += 0.5 * local[r] * link.inertia()[3 * r + c] * local[c];
                }
            }
            energy += 0.5 * link.armature() * state[size + i] * state[size + i];
        }
        return energy;
    }

    /** −Σ m gᵀc. */
    public double potential(double[] state) {
        kinematics.update(state);
        double energy = 0;
        for (int i = 0; i < chain.size(); i++) {
            double[] centre = centre(i);
            for (int k = 0; k < 3; k++) {
                energy -= chain.links().get(i).mass() * chain.gravity()[k] * centre[k];
            }
        }
        return energy;
    }

    public double total(double[] state) {
        return kinetic(state) + potential(state);
    }

    /** M with ½ q̇ᵀ M q̇ = kinetic energy, [size × size], by polarisation. */
    public double[] massMatrix(double[] angles) {
        int size = chain.size();
        double[] mass = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                mass[i * size + j] =
                        kineticOfUnits(angles, i, j) - kineticOfUnits(angles, i, -1) - kineticOfUnits(angles, j, -1);
            }
        }
        return mass;
    }

    private double kineticOfUnits(double[] angles, int i, int j) {
        int size = chain.size();
        double[] state = new double[2 * size];
        System.arraycopy(angles, 0, state, 0, size);
        state[size + i] += 1;
        if (j >= 0) {
            state[size + j] += 1;
        }
        return kinetic(state);
    }

    private double[] centre(int i) {
        double[] local = chain.links().get(i).centreOfMass();
        double[] centre = new double[3];
        for (int r = 0; r < 3; r++) {
            centre[r] = kinematics.origin[3 * i + r];
            for (int c = 0; c < 3; c++) {
                centre[r] += kinematics.rotation[9 * i + 3 * r + c] * local[c];
            }
        }
        return centre;
    }
}
