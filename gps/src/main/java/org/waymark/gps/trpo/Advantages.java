package org.waymark.gps.trpo;

/** Generalised advantage estimation (Schulman, Moritz, Levine, Jordan and Abbeel 2016), in costs over a finite horizon. */
public final class Advantages {
    private Advantages() {}

    /**
     * Writes A_t = Σ_{k≥0} (γλ)^k δ_{t+k} with δ_t = ℓ_t + γ V_{t+1} − V_t and V_T = ℓ_f: equation 16, where the sum ends with the
     * rollout. λ = 0 gives the temporal difference δ_t, λ = 1 the sampled cost to go less V_t.
     *
     * @param costs [T+1] ℓ_0…ℓ_{T−1}, then ℓ_f; not modified
     * @param values V, those of this rollout from {@code at} on, T of them; not modified
     * @param out A, written from {@code at} on
     */
    public static void estimate(double[] costs, double[] values, int at, double discount, double lambda, double[] out) {
        int horizon = costs.length - 1;
        double next = costs[horizon];
        double advantage = 0;
        for (int t = horizon - 1; t >= 0; t--) {
            double difference = costs[t] + discount * next - values[at + t];
            advantage = difference + discount * lambda * advantage;
            out[at + t] = advantage;
            next = values[at + t];
        }
    }
}
