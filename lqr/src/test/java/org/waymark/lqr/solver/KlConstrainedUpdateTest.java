package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.ReferenceCase;

class KlConstrainedUpdateTest {
    @Test
    void reference() {
        ReferenceProblem p = ReferenceProblem.load();
        KlUpdate u = new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults())
                .solve(p.model(), p.cost(), p.anchor(), 0.2 * 1.5 * 20, 1.0);
        ReferenceCase out = ReferenceCase.load("b_lqr_update_small").at("outputs");
        assertThat(u.eta()).isEqualTo(out.number("eta"));
        assertThat(u.kl()).isCloseTo(out.number("kl_total"), within(1e-10));
        double[] s = out.array("sigma");
        double[] v = u.marginals().covariance().toArray();
        for (int i = 0; i < s.length; i++) assertThat(v[i]).isCloseTo(s[i], within(1e-10));
    }
}
