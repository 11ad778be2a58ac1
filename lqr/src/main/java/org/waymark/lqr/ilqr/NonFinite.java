package org.waymark.lqr.ilqr;

import org.waymark.lqr.NonFiniteException;

/** Remembers where a NaN or an infinity was found, without allocating. */
final class NonFinite {
    String quantity = "";
    double value;
    int t = -1;
    int index;

    /** Whether the first {@code size} entries are finite; if not, remembers the first that is not. */
    boolean check(String name, double[] values, int size, int time) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i] * 0;
        }
        if (sum == 0) {
            return true;
        }
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(values[i])) {
                found(name, values[i], time, i);
                break;
            }
        }
        return false;
    }

    boolean check(String name, double number, int time) {
        if (Double.isFinite(number)) {
            return true;
        }
        found(name, number, time, 0);
        return false;
    }

    private void found(String name, double number, int time, int at) {
        quantity = name;
        value = number;
        t = time;
        index = at;
    }

    void copy(NonFinite other) {
        found(other.quantity, other.value, other.t, other.index);
    }

    NonFiniteException exception() {
        return new NonFiniteException(quantity, value, t, index);
    }
}
