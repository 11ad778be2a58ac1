package org.waymark.gps.learner;

/**
 * A learner's state as bytes, and back, to the last bit.
 *
 * @param <S> the state
 */
public interface StateFormat<S> {
    /** Names the kind of state and how it is laid out; whatever changes the layout changes this name too. */
    String name();

    /** Writes a state after what is there already. */
    void write(S state, BinaryWriter out);

    /** Reads what {@link #write} wrote under the same {@link #name}. */
    S read(BinaryReader in);
}
