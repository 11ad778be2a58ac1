"""Writes l_dare.json: discrete algebraic Riccati equations solved with 120 digits (mpmath), and how far SciPy is from that.

X = A'XA - (A'XB+N)(R+B'XB)^-1(B'XA+N') + Q. Usage: python3 l_dare.py > l_dare.json
"""
import json
import sys

import mpmath as mp
import numpy as np
import scipy
from scipy.linalg import solve_discrete_are

SEED = 1403
mp.mp.dps = 120
rng = np.random.default_rng(SEED)


def exact(m):
    return mp.matrix(m.tolist())


def solve(a, b, q, r, s):
    """Riccati recursion by doubling from the final weight Y = I, with 120 digits."""
    a, b, q, r, s = map(exact, (a, b, q, r, s))
    n = a.rows
    eye = mp.eye(n)
    r1, s1, q1 = r + b.T * b, s + a.T * b, q + a.T * a - eye
    ri = mp.inverse(r1)
    ak, g, h = a - b * ri * s1.T, b * ri * b.T, q1 - s1 * ri * s1.T
    for _ in range(120):
        w = mp.inverse(eye + g * h)
        rise = ak.T * h * w * ak
        h, g, ak = h + rise, g + ak * w * g * ak.T, ak * w * ak
        if mp.mnorm(rise, "f") < mp.mpf(10) ** -70 * mp.mnorm(h + eye, "f"):
            break
    x = h + eye
    k = mp.inverse(r + b.T * x * b) * (b.T * x * a + s.T)
    residual = q + a.T * x * a - (a.T * x * b + s) * k - x
    assert mp.mnorm(residual, "f") < mp.mpf(10) ** -50 * mp.mnorm(x, "f"), mp.nstr(mp.mnorm(residual, "f"))
    return np.array([[float(x[i, j]) for j in range(n)] for i in range(n)])


def psd(size, scale=1.0):
    g = rng.normal(size=(size, size))
    return scale * (g @ g.T / size + 0.1 * np.eye(size))


def base(n, m, radius=1.1):
    a = rng.normal(size=(n, n))
    a *= radius / max(abs(np.linalg.eigvals(a)))
    return [a, rng.normal(size=(n, m)), psd(n), psd(m), np.zeros((n, m))]


def orthogonal(n):
    return np.linalg.qr(rng.normal(size=(n, n)))[0]


cases = []


def add(name, a, b, q, r, s):
    q, r = (q + q.T) / 2, (r + r.T) / 2
    x = solve(a, b, q, r, s)
    try:
        y = solve_discrete_are(a, b, q, r, s=s)
        error = float(np.linalg.norm(y - x) / np.linalg.norm(x))
    except Exception as e:
        error = str(e)
    cases.append({"name": name, "a": a.tolist(), "b": b.tolist(), "q": q.tolist(), "r": r.tolist(), "n": s.tolist(),
                  "x": x.tolist(), "scipyError": error})
    print(name, error, file=sys.stderr)


for n, m in [(1, 1), (2, 1), (3, 2), (4, 4), (6, 2), (8, 3), (12, 5), (20, 4)]:
    add(f"random {n}x{m}", *base(n, m))
for n, m in [(3, 1), (5, 3), (10, 4)]:
    a, b, q, r, s = base(n, m)
    w = psd(n + m)
    add(f"cross term {n}x{m}", a, b, w[:n, :n], w[n:, n:], w[:n, n:])
# barely stabilisable: an unstable mode that B hardly reaches
for reach in [1e-3, 1e-4, 1e-5]:
    a = np.diag([1.2, 0.9, 0.5, 0.3])
    b = np.array([[reach], [1.0], [0.5], [-1.0]])
    t = orthogonal(4)
    add(f"barely stabilisable, reach {reach:g}", t @ a @ t.T, t @ b, np.eye(4), np.eye(1), np.zeros((4, 1)))
# not controllable, but what B does not reach is stable
for slow in [0.9, 0.999999]:
    a = np.diag([1.5, slow, 0.2])
    a[0, 1] = 0.4
    add(f"uncontrollable stable mode {slow:g}", a, np.array([[1.0], [0.0], [0.0]]), np.eye(3), np.eye(1), np.zeros((3, 1)))
# an eigenvalue of the closed loop that nearly stays on the unit circle
for weight in [1e-4, 1e-8]:
    add(f"barely detectable, weight {weight:g}", np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.0], [1.0]]),
        weight * np.eye(2), np.eye(1), np.zeros((2, 1)))
# an unstable mode that costs nothing by itself
add("undetectable unstable mode", np.diag([1.3, 0.8]), np.array([[1.0], [1.0]]), np.diag([0.0, 1.0]), np.eye(1), np.zeros((2, 1)))
# conditioning of the weights
for c in [1e6, 1e10]:
    a, b, q, r, s = base(5, 3)
    t = orthogonal(3)
    add(f"R with condition {c:g}", a, b, q, t @ np.diag([1.0, 1 / np.sqrt(c), 1 / c]) @ t.T, s)
a, b, q, r, s = base(6, 2)
add("R = 0", a, b, q, 0 * r, s)
a, b, q, r, s = base(6, 2)
add("singular R", a, b, q, np.diag([1.0, 0.0]), s)
a, b, q, r, s = base(6, 2, radius=0.8)
add("cheap Q", a, b, 1e-9 * q, r, s)
# states in very different units
a, b, q, r, s = base(6, 3)
d = np.diag(10.0 ** np.array([-6, -3, 0, 2, 4, 6]))
di = np.linalg.inv(d)
add("units 1e-6 to 1e6", d @ a @ di, d @ b, di @ q @ di, r, s)
# badly scaled, far from normal
a, b, q, r, s = base(6, 1, radius=1.5)
a = a + np.triu(50 * rng.normal(size=(6, 6)), 1)
add("far from normal", a, b, q, r, s)
# DAREX-like: R tiny against Q
add("cheap control 1e-12", np.array([[4.0, 3.0], [-4.5, -3.5]]), np.array([[1.0], [-1.0]]),
    np.array([[9.0, 6.0], [6.0, 4.0]]), np.array([[1e-12]]), np.zeros((2, 1)))
add("expensive control 1e8", np.array([[4.0, 3.0], [-4.5, -3.5]]), np.array([[1.0], [-1.0]]),
    np.array([[9.0, 6.0], [6.0, 4.0]]), np.array([[1e8]]), np.zeros((2, 1)))
# a chain of delays: A is nilpotent
a = np.eye(8, k=-1)
add("chain of delays", a, np.eye(8)[:, :1], np.diag(np.arange(1.0, 9.0)), np.eye(1), np.zeros((8, 1)))
# indefinite Q with a stabilising solution
add("indefinite Q", np.array([[1.5, 0.2], [0.0, 0.7]]), np.eye(2), np.diag([1.0, -0.1]), np.eye(2), np.zeros((2, 2)))

json.dump({"name": "l_dare", "seed": SEED, "script": "l_dare.py", "python": sys.version.split()[0], "numpy": np.__version__,
           "scipy": scipy.__version__, "mpmath": mp.__version__,
           "description": "x: stabilising solution, 120 digits, rounded to double; scipyError: ||scipy - x||_F / ||x||_F, or the error",
           "cases": cases}, sys.stdout)
