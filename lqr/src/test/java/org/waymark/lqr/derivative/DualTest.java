package org.waymark.lqr.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation by itself, by identities, and at the points where functions are not smooth. */
class DualTest {
    /** f, ∂f/∂a, ∂f/∂b, ∂²f/∂a², ∂²f/∂a∂b, ∂²f/∂b². */
    private static double[] jet(BinaryOperator<Dual> f, double a, double b) {
        DualModel model = new DualModel(1, 1, (x, u, t, next) -> next[0] = f.apply(x[0], u[0]));
        double[] value = new double[1];
        double[] first = new double[2];
        double[] second = new double[4];
        model.next(new double[] {a}, new double[] {b}, 0, value);
        model.jacobian(new double[] {a}, new double[] {b}, 0, first);
        model.addCurvature(new double[] {a}, new double[] {b}, 0, new double[] {1}, second);
        return new double[] {value[0], first[0], first[1], second[0], second[1], second[3]};
    }

    private static double[] jet(UnaryOperator<Dual> f, double a) {
        return jet((x, unused) -> f.apply(x), a, 0);
    }

    private static Arguments operation(String name, BinaryOperator<Dual> f) {
        return Arguments.of(name, f);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("plus", Dual::plus),
                operation("plus number", (a, b) -> a.plus(3)),
                operation("plusTimes", (a, b) -> a.plusTimes(-2.5, b)),
                operation("minus", Dual::minus),
                operation("minus number", (a, b) -> b.minus(3)),
                operation("subtractedFrom", (a, b) -> a.subtractedFrom(2)),
                operation("negated", (a, b) -> a.negated()),
                operation("times", Dual::times),
                operation("times number", (a, b) -> a.times(-3)),
                operation("times itself", (a, b) -> a.times(a)),
                operation("dividedBy", Dual::dividedBy),
                operation("divided by itself squared", (a, b) -> b.dividedBy(b.times(b))),
                operation("dividedBy number", (a, b) -> a.dividedBy(7)),
                operation("number dividedBy", (a, b) -> a.constant(4).dividedBy(b)),
                operation("reciprocal", (a, b) -> b.reciprocal()),
                operation("square", (a, b) -> a.square()),
                operation("sqrt", (a, b) -> a.sqrt()),
                operation("pow number", (a, b) -> a.pow(-1.7)),
                operation("pow", Dual::pow),
                operation("exp", (a, b) -> b.exp()),
                operation("log", (a, b) -> b.log()),
                operation("sin", (a, b) -> a.sin()),
                operation("cos", (a, b) -> a.cos()),
                operation("tan", (a, b) -> a.tan()),
                operation("asin", (a, b) -> a.asin()),
                operation("acos", (a, b) -> a.acos()),
                operation("atan", (a, b) -> b.atan()),
                operation("atan2", Dual::atan2),
                operation("atan2 in another quadrant", (a, b) -> a.negated().atan2(b.negated())),
                operation("hypot", Dual::hypot),
                operation("hypot number", (a, b) -> a.hypot(0.4)),
                operation("sinh", (a, b) -> a.sinh()),
                operation("cosh", (a, b) -> a.cosh()),
                operation("tanh", (a, b) -> a.tanh()),
                operation("abs", (a, b) -> a.negated().abs()),
                operation("max", Dual::max),
                operation("max number", (a, b) -> a.max(0.1).plus(b.max(5))),
                operation("min", Dual::min),
                operation("min number", (a, b) -> a.min(0.1).plus(b.min(5))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void hasTheDerivativesThatDifferencesFind(String name, BinaryOperator<Dual> f) {
        double a = 0.6;
        double b = 1.3;
        double h = 1e-5;
        double[] at = jet(f, a, b);
        double[] right = jet(f, a + h, b);
        double[] left = jet(f, a - h, b);
        double[] up = jet(f, a, b + h);
        double[] down = jet(f, a, b - h);
        // Third and fourth derivatives at this point stay below 1000: h²·1000/6 = 1.7e-8
        assertThat((right[0] - left[0]) / (2 * h)).isCloseTo(at[1], within(3e-8));
        assertThat((up[0] - down[0]) / (2 * h)).isCloseTo(at[2], within(3e-8));
        assertThat((right[1] - left[1]) / (2 * h)).isCloseTo(at[3], within(3e-8));
        assertThat((right[2] - left[2]) / (2 * h)).isCloseTo(at[4], within(3e-8));
        assertThat((up[2] - down[2]) / (2 * h)).isCloseTo(at[5], within(3e-8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void ofConstantsIsAConstantOfTheSameValue(String name, BinaryOperator<Dual> f) {
        double[] expected = jet(f, 0.6, 1.3);
        double[] constant = jet((x, u) -> f.apply(x.constant(0.6), u.constant(1.3)), 9, 9);
        assertThat(constant).containsExactly(expected[0], 0, 0, 0, 0, 0);
        double[] half = jet((x, u) -> f.apply(x, u.constant(1.3)), 0.6, 9);
        assertThat(half).containsExactly(new double[] {expected[0], expected[1], 0, expected[3], 0, 0}, within(1e-14));
        double[] otherHalf = jet((x, u) -> f.apply(x.constant(0.6), u), 9, 1.3);
        assertThat(otherHalf)
                .containsExactly(new double[] {expected[0], 0, expected[2], 0, 0, expected[5]}, within(1e-14));
    }

    @Property(tries = 100, seed = "3")
    void identitiesHoldToSecondOrder(
            @ForAll @DoubleRange(min = -3, max = 3) double a, @ForAll @DoubleRange(min = 0.2, max = 3) double b) {
        requireSame(jet((x, u) -> x.sin().square().plus(x.cos().square()), a, b), 1, 0, 0, 0, 0, 0);
        requireSame(jet((x, u) -> x.times(u).dividedBy(u), a, b), a, 1, 0, 0, 0, 0);
        requireSame(jet((x, u) -> u.log().exp(), a, b), b, 0, 1, 0, 0, 0);
        requireSame(jet((x, u) -> u.sqrt().square(), a, b), b, 0, 1, 0, 0, 0);
        requireSame(jet((x, u) -> x.tanh().minus(x.sinh().dividedBy(x.cosh())), a, b), 0, 0, 0, 0, 0, 0);
        requireSame(jet((x, u) -> u.times(x.sin()).atan2(u.times(x.cos())), a, b), a, 1, 0, 0, 0, 0);
        requireSame(jet((x, u) -> u.times(x.sin()).hypot(u.times(x.cos())), a, b), b, 0, 1, 0, 0, 0);
        requireSame(jet((x, u) -> x.asin().plus(x.acos()), a / 4, b), Math.PI / 2, 0, 0, 0, 0, 0);
        requireSame(jet((x, u) -> u.pow(2).minus(u.square()), a, b), 0, 0, 0, 0, 0, 0);
    }

    private static void requireSame(double[] jet, double... expected) {
        // Terms up to 1/b³ ≈ 125 and products of two such cancel
        assertThat(jet).containsExactly(expected, within(1e-10));
    }

    @Test
    void powersAreSmoothAtZeroWhereTheyAre() {
        assertThat(jet(x -> x.pow(0), 0)).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(jet(x -> x.pow(1), 0)).containsExactly(0, 1, 0, 0, 0, 0);
        assertThat(jet(x -> x.pow(2), 0)).containsExactly(0, 0, 0, 2, 0, 0);
        assertThat(jet(x -> x.pow(3), 0)).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void atAKinkTheDerivativesAreThoseOfOneSide() {
        assertThat(jet(Dual::abs, 0)).containsExactly(0, 1, 0, 0, 0, 0);
        assertThat(jet(Dual::max, 2, 2)).containsExactly(2, 1, 0, 0, 0, 0);
        assertThat(jet(Dual::min, 2, 2)).containsExactly(2, 1, 0, 0, 0, 0);
        assertThat(jet(x -> x.max(2), 2)).containsExactly(2, 1, 0, 0, 0, 0);
        assertThat(jet(x -> x.min(2), 2)).containsExactly(2, 1, 0, 0, 0, 0);
    }

    @Test
    void whereDerivativesAreNotFiniteTheySaySo() {
        assertThat(jet(Dual::sqrt, 0)[0]).isZero();
        assertThat(jet(Dual::sqrt, 0)[1]).isInfinite();
        assertThat(jet(Dual::asin, 1)[1]).isInfinite();
        assertThat(jet(Dual::acos, -1)[1]).isInfinite();
        assertThat(jet(Dual::asin, 1.5)[0]).isNaN();
        assertThat(jet(Dual::hypot, 0, 0)[1]).isNaN();
        assertThat(jet(Dual::atan2, 0, 0)[1]).isNaN();
        assertThat(jet(Dual::max, 0, Double.NaN)[0]).isNaN();
        assertThat(jet(Dual::min, Double.NaN, 0)[0]).isNaN();
        assertThat(jet(x -> x.max(3), Double.NaN)[0]).isNaN();
    }
}
