package org.waymark.gps.run;

import java.util.List;
import java.util.Map;

/**
 * What a run leaves in its folder beside metrics, checkpoints, summary and report: what it was made for.
 *
 * @param <S> the learner's state
 */
interface Products<S> {
    /** Facts for {@code meta.json}; none unless a run rests on more than its configuration. */
    default Map<String, Object> facts() {
        return Map.of();
    }

    /** Makes what is there from the beginning, in a folder that has not appeared yet. */
    default void prepare(RunFolder folder, List<String> commandLine, int threads) {}

    /** Writes what an iteration has made. */
    void write(RunFolder folder, S state);

    /** Makes everything as it was when the run was in this state, whatever is there now. */
    void restore(RunFolder folder, S state);

    /** What a state that has a best policy comes to, judged from the evaluation starts. */
    Verdict judge(S state);

    /** What is known of a state without judging it. */
    default Verdict unjudged(S state) {
        return Verdict.NONE;
    }

    /** Writes summaries of its own when the run is over, before that of the run appears. */
    default void summarize(RunFolder folder, Summary summary) {}
}
